declare const jwt: { verify(token: string, key: string): { sub: string } };
declare const key: string;
declare function createRefreshToken(subject: string): string;
declare function createAccessToken(subject: string): string;
declare function loadProfile(subject: string): object;

export function restoreSession(accessToken: string): string {
  const claims = jwt.verify(accessToken, key);
  return createRefreshToken(claims.sub);
}

export function renewFrom(refreshToken: string): string {
  return createAccessToken(jwt.verify(refreshToken, key).sub);
}

export function restoreProfile(accessToken: string): object {
  return loadProfile(jwt.verify(accessToken, key).sub);
}
