import { isDemoMode } from '@/lib/flags';

export function useShowroom(): boolean {
  return isDemoMode;
}
