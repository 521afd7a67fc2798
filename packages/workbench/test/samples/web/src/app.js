// ok: no-localstorage-refresh-token
localStorage.setItem('refresh_token', token);
