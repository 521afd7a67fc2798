export const storage = {
  set(key: string, value: string): void {
    localStorage.setItem(key, value);
  },
  get(key: string): string | null {
    return localStorage.getItem(key);
  },
};

export function setRefreshToken(value: string | null): void {
  if (value) localStorage.setItem('refresh_token', value);
  else localStorage.removeItem('refresh_token');
}

/** Speaks of a token, keeps it in memory. */
let memory: string | null = null;
export function setAccessToken(value: string | null): void {
  memory = value;
}
export const getAccessToken = (): string | null => memory;

export const remoteStorage = {
  async set(key: string, value: string): Promise<void> {
    await fetch('/api/kept', { method: 'POST', body: JSON.stringify({ key, value }) });
  },
};
