/** Makes the tokens itself. */
export async function issueTokens(code: string) {
  const refreshToken = await store.create(code);
  return { access_token: sign(code), refresh_token: refreshToken };
}
