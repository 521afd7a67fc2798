'use client';

import { DEMO_PASSWORD, DEMO_USER } from '@/lib/constants/demo';

export default function LoginPage() {
  return (
    <p>
      {DEMO_USER} / {DEMO_PASSWORD}
    </p>
  );
}
