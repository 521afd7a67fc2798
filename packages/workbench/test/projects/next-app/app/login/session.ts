export function keepSession(refreshToken: string): void {
  localStorage.setItem('refresh_token', refreshToken);
}
