/** Has somebody else make the tokens. */
export async function forwardGrant(code: string) {
  const answer = await fetch('https://id.example.test/token', { method: 'POST', body: code });
  const tokens = await answer.json();
  return { access_token: tokens.access_token, refresh_token: tokens.refresh_token };
}
