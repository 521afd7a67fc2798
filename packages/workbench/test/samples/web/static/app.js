const KEY = 'refresh_token';
const store = window.localStorage;

function save(data, theme) {
  // ruleid: no-localstorage-refresh-token
  localStorage.setItem('refresh_token', data.refresh_token);
  // ruleid: no-localstorage-refresh-token
  localStorage.setItem(KEY, data.value);
  // ruleid: no-localstorage-refresh-token
  window.sessionStorage.getItem('access_token');
  // ruleid: no-localstorage-refresh-token
  localStorage['auth-token'] = data.token;
  // ruleid: no-localstorage-refresh-token
  localStorage.jwt = data.jwt;
  // ruleid: no-localstorage-refresh-token
  localStorage.setItem('user', JSON.stringify({ refreshToken: data.refreshToken }));
  // ruleid: no-localstorage-refresh-token
  store.setItem('token', data.token);
  // ruleid: no-localstorage-refresh-token
  document.cookie = 'refresh_token=' + data.refresh_token;
  // ruleid: no-localstorage-refresh-token
  document.cookie = `access_token=${data.access_token}; path=/`;
  // ruleid: no-localstorage-refresh-token
  Cookies.set('refresh_token', data.refresh_token);
  // ok: no-localstorage-refresh-token
  localStorage.removeItem('refresh_token');
  // ok: no-localstorage-refresh-token
  localStorage.setItem('theme', theme);
  // ok: no-localstorage-refresh-token
  localStorage.setItem('csrf_token', data.csrf);
  // ok: no-localstorage-refresh-token
  localStorage.setItem('session', JSON.stringify(data.exercise));
  // ok: no-localstorage-refresh-token
  document.cookie = 'cookie_consent=yes';
  // ok: no-localstorage-refresh-token
  document.cookie = 'refresh_token=; Max-Age=0';
  // ok: no-localstorage-refresh-token
  localStorage.length;
}

function prefill(config) {
  // ruleid: no-demo-credentials
  document.getElementById('password').value = 'demo123';
  if (config.demoMode) {
    // ok: no-demo-credentials
    document.getElementById('password').value = 'demo123';
  }
  // ruleid: no-demo-credentials
  const accounts = [{ email: 'demo@example.com', password: 'demo123' }];
  // ok: no-demo-credentials
  const empty = { email: '', password: '' };
  const catalogue = {
    username: 'Benutzername',
    // ok: no-demo-credentials
    password: 'Passwort',
    // ok: no-demo-credentials
    reset_password: 'zurücksetzen',
    // ok: no-demo-credentials
    change_password: 'change_it',
  };
  return [accounts, empty, catalogue];
}

// ok: no-localstorage-refresh-token
$.cookie("shop-auth-token", "", { expires: -1 });
// ruleid: no-localstorage-refresh-token
$.cookie("shop-auth-token", received, { path: "/" });
