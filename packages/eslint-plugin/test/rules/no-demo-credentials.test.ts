import { describe, expect, it } from 'vitest';
import { noDemoCredentials } from '../../src/rules/no-demo-credentials.js';
import { lintRule, summarize, type LintRuleOptions } from '../lint-rule.js';

function find(code: string, options: LintRuleOptions = {}): string {
  return summarize(lintRule(noDemoCredentials, code, options));
}

const demo = `process.env.NEXT_PUBLIC_DEMO_MODE === 'true'`;
const bcryptHash = `$2b$10$${'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0'}`;

describe('reports a rendered password', () => {
  it.each([
    ['after its label', `const a = <p>Password: Secret1</p>;`, '1 rendered'],
    ['in French', `const a = <p>Mot de passe : Etoile42</p>;`, '1 rendered'],
    ['that is a weak word', `const a = <p>Login: admin / Password: admin</p>;`, '1 rendered'],
    [
      'beside its label in another element',
      `const a = <div><span>Password</span>\n<code>HelloThere9!</code></div>;`,
      '2 rendered',
    ],
    [
      'beside a translated label',
      `const a = <div><span>{t('passwordLabel')}</span>\n<b>HelloThere9!</b></div>;`,
      '2 rendered',
    ],
    [
      'in a sentence split over elements',
      `const a = <p>Use <b>sofia@acme.test</b> with password{' '}\n<b>Secret1</b></p>;`,
      '2 rendered',
    ],
    ['in an expression', `const a = <p>Password: {'Secret1'}</p>;`, '1 rendered'],
    ['after an address and a slash', `const a = <p>demo@acme.test / Demo123!</p>;`, '1 rendered'],
    ['after an address and a slash, split', `const a = <p><b>demo@acme.test</b> / <b>Demo123!</b></p>;`, '1 rendered'],
    [
      'through a constant with a neutral name',
      `const hint = 'Secret1';\nconst a = <p>Password: {hint}</p>;`,
      '2 rendered',
    ],
    ['through a constant', `const DEMO_PASSWORD = 'HelloThere9!';\nconst a = <b>{DEMO_PASSWORD}</b>;`, '2 rendered'],
    ['through a member', `const DEMO = { password: 'HelloThere9!' };\nconst a = <b>{DEMO.password}</b>;`, '2 rendered'],
    ['in a placeholder', `const a = <input type="password" placeholder="Secret123" />;`, '1 rendered'],
    ['in a title', `const a = <p title="Password: Secret123" />;`, '1 rendered'],
    ['in a property of a component', `const a = <Login password="Secret123" />;`, '1 rendered'],
    ['as the value of a password field', `const a = <input type="password" defaultValue="demo" />;`, '1 formState'],
    ['in a message', `toast.info('Default password: changeme');`, '1 rendered'],
    ['in a fragment', `const a = <>Password: Secret1</>;`, '1 rendered'],
  ])('%s', (_, code, expected) => {
    expect(find(code)).toBe(expected);
  });
});

describe('reports a password in form state', () => {
  it.each([
    ['setPassword', `setPassword('HelloThere9!');`, '1 formState'],
    ['setPassword with a weak word', `setPassword('admin');`, '1 formState'],
    ['setPassword with a constant', `const DEMO_PASSWORD = 'skywalker';\nsetPassword(DEMO_PASSWORD);`, '2 formState'],
    [
      'setPassword with a constant of a neutral name',
      `const initial = 'skywalker';\nsetPassword(initial);`,
      '2 formState',
    ],
    ['one branch', `setPassword(isNew ? '' : 'demo1234');`, '1 formState'],
    ['useState', `const [password, setPassword] = useState('demo1234');`, '1 formState'],
    ['a ref', `const password = ref('demo1234');`, '1 formState'],
    ['defaultValues', `useForm({ defaultValues: { email: 'a@acme.test', password: 'Secret1' } });`, '1 formState'],
    [
      'default values in a constant',
      `const defaultValues = { email: 'a@acme.test', password: 'Secret1' } satisfies Values;`,
      '1 formState',
    ],
    ['initialValues', `const a = <Formik initialValues={{ username: 'demo', password: 'demo' }} />;`, '1 formState'],
    ['form.setValues', `form.setValues({ username: 'demo', password: 'demo1234' });`, '1 formState'],
    ['form.setValue', `form.setValue('password', 'demo1234');`, '1 formState'],
    ['form data', `formData.append('password', 'demo1234');`, '1 formState'],
    ['a member', `form.password = 'demo1234';`, '1 formState'],
    ['an input', `passwordInput.value = 'demo1234';`, '1 formState'],
    ['an input by id', `document.getElementById('password').value = 'demo1234';`, '1 formState'],
    ['a field', `class Login { password = 'demo1234'; }`, '1 formState'],
    [
      'data() of a component',
      `export default { data() { return { username: 'demo', password: 'demo1234' }; } };`,
      '1 account',
    ],
  ])('by %s', (_, code, expected) => {
    expect(find(code)).toBe(expected);
  });
});

describe('reports a password of an account', () => {
  it.each([
    ['sent to a login', `await login({ username: 'demo', password: 'demo' });`, '1 login'],
    ['sent to a login by position', `await login('demo', 'demo123');`, '1 login'],
    ['sent to signIn', `signIn('credentials', { email: 'a@acme.test', password: 'admin' });`, '1 login'],
    ['sent to signInWithEmailAndPassword', `signInWithEmailAndPassword(auth, 'a@acme.test', 'demo1234');`, '1 login'],
    ['sent in a body', `fetch('/login', { body: JSON.stringify({ username: 'test', password: 'test' }) });`, '1 login'],
    ['sent to login as a text', `fetch('/login', { body: '{"username":"a","password":"admin123"}' });`, '1 rendered'],
    ['sent as basic authentication', `headers.set('x', btoa('admin:admin123'));`, '1 login'],
    [
      'in a list',
      `const accounts = [\n{ email: 'a@acme.test', password: 'demo1' },\n{ email: 'b@acme.test', password: 'admin' }];`,
      '2 account, 3 account',
    ],
    ['in a list with plain words', `const users = [{ username: 'luke', password: 'skywalker' }];`, '1 account'],
    [
      'that is confirmed in the same object, once',
      `const a = [{ email: 'leia@acme.test', password: 'Alderaan7', confirmPassword: 'Alderaan7' }];`,
      '1 account',
    ],
    [
      'nested in data',
      `const demos = [{ title: 'x', credentials: { email: 'a@acme.test', password: 'Demo123!' } }];`,
      '1 account',
    ],
    ['as a pair', `const credentials = 'demo@acme.test / Demo123!';`, '1 rendered'],
    ['as a pair without address', `const accounts = ['admin / admin123'];`, '1 rendered'],
    ['as a pair with a sign', `const credentials = 'ObiWan / HelloThere9!';`, '1 rendered'],
    ['as a pair on two lines', `const credentials = 'demo@acme.test\\nDemo123!';`, '1 rendered'],
    ['in a link', `const a = <a href="/login?email=a@acme.test&password=Demo123!">x</a>;`, '1 link'],
    [
      'in a link through a constant',
      'const DEMO_PASSWORD = "Demo123!";\nconst url = `/login?password=${DEMO_PASSWORD}`;',
      '2 used',
    ],
    [
      'compared with what was typed',
      `if (email !== 'a@acme.test' || password !== 'Secret1') throw new Error('x');`,
      '1 compared',
    ],
    [
      'compared through a constant',
      `const ADMIN_PASSWORD = 'letmein';\nif (input === ADMIN_PASSWORD) open();`,
      '2 compared',
    ],
    ['typed by a helper', `const DEMO_PASSWORD = 'Demo123!';\nawait field.fill(DEMO_PASSWORD);`, '2 used'],
    ['in an enum', `enum Demo { Password = 'HelloThere9!' }\nsetPassword(Demo.Password);`, '2 formState'],
  ])('%s', (_, code, expected) => {
    expect(find(code)).toBe(expected);
  });
});

describe('reports a password', () => {
  it.each([
    [
      'beside a user name, whatever the word',
      `const a = <p><b>Username:</b> luke <b>Password:</b> skywalker</p>;`,
      '1 rendered',
    ],
    ['beside a user name that is not known', `reset({ email: DEMO_EMAIL, password: 'demo' });`, '1 account'],
    [
      'chosen by a ternary',
      `const password = isLarge ? 'Secret1!' : 'Other2!';\nlogin({ email, password });`,
      '2 login',
    ],
    [
      'of an application',
      `createTransport({ auth: { user: 'a@acme.test', pass: 'abcd efgh ijkl mnop' } });`,
      '1 connection',
    ],
    ['of a registration', `await auth.register('admin@acme.test', 'Admin123!');`, '1 seeded'],
    ['that a function returns', `export const getDemoPassword = () => 'HelloThere9!';`, '1 used'],
    ['of a variable that changes', `let password = 'admin123';\nfunction f(x) { password = x; }`, '1 formState'],
  ])('%s', (_, code, expected) => {
    expect(find(code)).toBe(expected);
  });

  it('not when a ternary chose it by the demo flag', () => {
    expect(find(`const password = ${demo} ? 'Secret1!' : '';\nlogin({ email, password });`)).toBe('');
  });
});

describe('reports a default', () => {
  it.each([
    ['by ||', `const p = process.env.ADMIN_PASSWORD || 'admin';`, '1 defaultPassword'],
    ['by ??', `const p = process.env.DB_PASSWORD ?? 'postgres';`, '1 defaultPassword'],
    ['that repeats the name', `const p = process.env.DB_PASSWORD || 'password';`, '1 defaultPassword'],
    ['by a ternary', `const p = process.env.DB_PASSWORD ? process.env.DB_PASSWORD : 'postgres';`, '1 defaultPassword'],
    ['of Vite', `const p = import.meta.env.VITE_PASSWORD || 'admin';`, '1 defaultPassword'],
    ['of a load script', `const p = __ENV.PASSWORD || 'skywalker';`, '1 defaultPassword'],
    ['of a getter', `const p = Deno.env.get('ADMIN_PASSWORD') ?? 'admin';`, '1 defaultPassword'],
    ['in a getter', `const p = config.get('db.password', 'postgres');`, '1 defaultPassword'],
    ['in a helper', `const p = getEnv('ADMIN_PASSWORD', 'password');`, '1 defaultPassword'],
    ['in destructuring', `const { DB_PASSWORD = 'postgres' } = process.env;`, '1 defaultPassword'],
    ['in a parameter', `function connect(password = 'admin') {}`, '1 defaultPassword'],
    ['in a destructured parameter', `const connect = ({ password = 'letmein' }) => {};`, '1 defaultPassword'],
    ['in a schema', `z.object({ ADMIN_PASSWORD: z.string().min(1).default('admin') });`, '1 defaultPassword'],
    [
      'in a schema of envalid',
      `cleanEnv(process.env, { ADMIN_PASSWORD: str({ default: 'admin' }) });`,
      '1 defaultPassword',
    ],
    ['by ||=', `process.env.ADMIN_PASSWORD ||= 'admin';`, '1 defaultPassword'],
    ['signing key by ??=', `process.env.JWT_SECRET ??= 'dev-secret';`, '1 signingKey'],
    ['signing key put into the environment', `process.env.JWT_SECRET = 'dev-secret';`, '1 signingKey'],
    ['signing key where none is set', `let key = process.env.SECRET_KEY;\nif (!key) {\n  key = 'change-me';\n}`, ''],
    [
      'signing key of its own name where none is set',
      `let secretKey = process.env.SECRET_KEY;\nif (!secretKey) {\n  secretKey = 'change-me';\n}`,
      '3 signingKey',
    ],
    ['by the other branch', `const p = usesSettings ? process.env.DB_PASSWORD : 'postgres';`, '1 defaultPassword'],
    [
      'through a constant',
      `const fallback = 'admin';\nconst p = process.env.ADMIN_PASSWORD || fallback;`,
      '2 defaultPassword',
    ],
    ['of an option', `const p = options.password || 'changeme';`, '1 defaultPassword'],
    ['signing key', `const secret = process.env.JWT_SECRET || 'your-secret-key';`, '1 signingKey'],
    ['signing key by ??', `const key = process.env.SECRET_KEY ?? 'dev';`, '1 signingKey'],
    ['signing key in a getter', `config.get('JWT_SECRET', 'change-me');`, '1 signingKey'],
    ['session secret', `session({ secret: process.env.SESSION_SECRET || 'keyboard cat' });`, '1 signingKey'],
  ])('%s', (_, code, expected) => {
    expect(find(code)).toBe(expected);
  });
});

describe('reports a connection', () => {
  it.each([
    ['address', `connect('postgresql://app:s3cret@db.internal:5432/app');`, '1 connection'],
    ['address with a service name', `connect('mongodb://root:example@mongo:27017');`, '1 connection'],
    ['address as a default', `const url = process.env.DATABASE_URL || 'postgres://app:app@db/app';`, '1 connection'],
    ['object', `new Pool({ host: 'db.internal', user: 'app', password: 'app' });`, '1 connection'],
    [
      'object with a repeated name',
      `createConnection({ host: 'db', user: 'app', password: 'password' });`,
      '1 connection',
    ],
    [
      'object of a mailer',
      `createTransport({ host: 'smtp.acme.test', auth: { user: 'noreply', pass: 'Summer24' } });`,
      '1 connection',
    ],
    ['by position', `new Sequelize('app', 'app', 's3cret', { host: 'db' });`, '1 connection'],
  ])('%s', (_, code, expected) => {
    expect(find(code)).toBe(expected);
  });
});

describe('reports a seeded account', () => {
  it.each([
    ['with a password', `await User.create({ email: 'admin@acme.test', password: 'admin' });`, '1 seeded'],
    ['with a hashed literal', `const hashed = await bcrypt.hash('admin123', 10);`, '1 seeded'],
    ['with hashSync', `import { hashSync } from 'bcryptjs'; hashSync('admin', 8);`, '1 seeded'],
    ['with argon2', `argon2.hash('changeme');`, '1 seeded'],
    [
      'with a literal hash',
      `await prisma.user.upsert({ create: { email: 'a@acme.test', password: '${bcryptHash}' } });`,
      '1 seeded',
    ],
    ['with a literal hash under its name', `db.users.insert({ passwordHash: '${bcryptHash}' });`, '1 seeded'],
    ['by a function', `await createAdmin('admin@acme.test', 'admin123');`, '1 seeded'],
  ])('%s', (_, code, expected) => {
    expect(find(code)).toBe(expected);
  });
});

describe('reports a signing key', () => {
  it.each([
    ['given to jwt.sign', `import jwt from 'jsonwebtoken'; jwt.sign(claims, 'shhhh');`],
    ['given to a session', `app.use(session({ secret: 'keyboard cat' }));`],
    ['given to a module', `JwtModule.register({ secret: 'mysecret' });`],
  ])('%s', (_, code) => {
    expect(find(code)).toBe('1 signingKey');
  });
});

describe('keeps silent on', () => {
  it.each([
    ['a constant that nobody uses here', `export const DEMO_LOGIN_PASSWORD = 'HelloThere9!' as const;`],
    ['an exported account', `export const DEMO_ACCOUNT = { username: 'ObiWan', password: 'HelloThere9!' };`],
    ['the user name alone', `setUsername('ObiWan'); const a = <p>User: ObiWan</p>;`],
    ['an empty password', `setPassword(''); const [password, setPassword2] = useState('');`],
    ['an option of a command', `login({ username, password: '--password' });`],
    ['what a Git host takes when the user name is the token', `login({ username: token, password: 'x-oauth-basic' });`],
    ['a masked password', `const a = <input type="password" placeholder="••••••••" />; setPassword('********');`],
    ['a template', `const url = 'postgres://<user>:<your-password>@db/app'; const b = 'Password: {{password}}';`],
    [
      'an interpolated password',
      'const url = `postgres://app:${password}@db/app`; const link = `/login?password=${value}`;',
    ],
    ["a placeholder for one's own", `const a = { email: 'you@acme.test', password: 'your-password' };`],
    ['an environment read', `connect({ host: 'db', user: 'app', password: process.env.DB_PASSWORD });`],
    ['a default that is empty', `const p = process.env.DB_PASSWORD || '';`],
    [
      'a constant that repeats its name',
      `const FIELDS = { PASSWORD: 'password' }; const PASSWORD = 'password'; read(PASSWORD);`,
    ],
    [
      'an enum member that repeats its name',
      `enum Field { Password = 'password', NewPassword = 'newPassword' } use(Field.Password, Field.NewPassword);`,
    ],
    ['error codes', `const codes = { INVALID_PASSWORD: '5020', password: 'E1001' }; errors.password = 'AUTH_001';`],
    [
      'message keys',
      `errors.new_password = tValidation('newPasswordRequired'); errors.password = 'passwordMinLength'; errors.confirm_password = 'auth.passwordMismatch';`,
    ],
    [
      'labels',
      `const labels = { username: "Nom d'utilisateur", password: 'Mot de passe' }; const en = { email: 'Email', password: 'Password' };`,
    ],
    ['a translation', `const fr = { password: 'Mot de passe', passwordPlaceholder: 'Votre mot de passe' };`],
    [
      'a label in JSX',
      `const a = <label htmlFor="password">Password <input id="password" type="password" name="password" autoComplete="current-password" /></label>;`,
    ],
    ['a label and the next text', `const a = <form><label>Password</label><input /><button>Login</button></form>;`],
    ['a list of requirements', `const a = <ul><li>Password</li><li>8+</li><li>A-Z</li><li>at least 1 digit</li></ul>;`],
    [
      'a rule after a colon',
      `const a = <p>Password: must be at least 8 characters</p>; const b = 'Password: required';`,
    ],
    ['technology beside the word', `const a = <ul><li>Password</li><li>OAuth2</li></ul>; const b = 'password SHA256';`],
    [
      'a placeholder that says what to type',
      `const a = <input type="password" placeholder="Enter your password" />; const b = <input type="password" placeholder="Password" />;`,
    ],
    [
      'weak passwords in a deny-list',
      `const weakPasswords = ['password', '12345678', 'qwerty', 'admin123', 'password123'];`,
    ],
    ['hashes in a deny-list', `const leaked = ['${bcryptHash}'];`],
    [
      'a dummy hash kept for constant time',
      `const DUMMY_HASH = '${bcryptHash}'; await bcrypt.compare(password, DUMMY_HASH);`,
    ],
    ['a hash of a dummy password', `const dummyHash = bcrypt.hashSync('dummy-password', 10);`],
    [
      'OpenAPI examples',
      `const schema = { example: { email: 'a@acme.test', password: 'Secret123' }, properties: { password: { type: 'string' } } };`,
    ],
    [
      "a decorator's example",
      `class Login { @ApiProperty({ example: { email: 'a@acme.test', password: 'Secret123' } }) body: string; }`,
    ],
    [
      'a table of error codes',
      `enum AuthErrorCodes { OLD_ADMIN_PASSWORD = '5170' }\nexport const shown = [AuthErrorCodes.OLD_ADMIN_PASSWORD];`,
    ],
    [
      'a member that says what is required',
      `const reasons = { REQUIRED_ADMIN_PASSWORD: '5171' } as const;\nexport const shown = [reasons.REQUIRED_ADMIN_PASSWORD];`,
    ],
    [
      'an example in a route of an OpenAPI registry',
      `registry.registerPath({ request: { body: json(schema, { email: 'a@acme.test', password: 'Secret123' }) } });`,
    ],
    ['new names for fields', `const names = { host: 'host', port: 'port', user: 'user', password: 'password' };`],
    ['a switch for logins by password', `const isOn = process.env.EMAIL_PASSWORD ?? '1';`],
    [
      'the shape of an access key',
      `const a = <Field type="password" name="PHOTO_ACCESS_KEY" placeholder="kY3-aaaa1111" />;`,
    ],
    [
      'validation messages',
      `z.object({ password: z.string().min(8, 'Password must have 8 characters') }); const rules = { password: 'required|min:8' };`,
    ],
    ['a field name', `register('password'); form.setValue('password', value); get('password');`],
    [
      'a type of field',
      `const type = show ? 'text' : 'password'; if (type === 'password') hide(); const [passwordType, setPasswordType] = useState('password');`,
    ],
    ['a comparison with nothing', `if (password === '' || password === 'undefined') stop();`],
    ['a comparison with the other field', `if (password !== confirmPassword) stop();`],
    [
      'an address on this machine',
      `connect('postgres://app:app@localhost:5432/app'); connect('redis://:pw123@127.0.0.1');`,
    ],
    ['a connection on this machine', `new Pool({ host: 'localhost', user: 'app', password: 'app123' });`],
    ['an address in a message', `throw new Error('Expected postgres://user:password@host:5432/db');`],
    [
      'a default key of another service',
      `const key = process.env.STRIPE_SECRET_KEY || 'sk_test_placeholder'; const a = process.env.RESEND_API_KEY || 'x';`,
    ],
    [
      'a default refused in production',
      `if (process.env.NODE_ENV === 'production' && !process.env.JWT_SECRET) throw new Error('x');\nconst s = process.env.JWT_SECRET || 'dev';`,
    ],
    ['an error as a default', `const message = errors.password || 'required1';`],
    ['a route', `const routes = { password: '/account/password', forgotPassword: '/forgot' };`],
    ['a login that passes what was typed', `await loginAsync({ username, password });`],
    ['a login with a provider', `signIn('google', { callbackUrl: '/' }); login('google', 'popup');`],
    [
      'words that only look alike',
      `const compass = 'North123'; const tokenizer = 'gpt2abc'; const passage = 'abc123';`,
    ],
    ['an alias', `import { DEMO_PASSWORD } from './missing'; setPassword(DEMO_PASSWORD);`],
    [
      'a paragraph with a slash',
      `const a = <p>Step 1 / Step2</p>; const b = 'iPhone / Android14'; const c = 'GET / HTTP1';`,
    ],
    ['a length after the label', `const a = <span>Password: 8chars</span>;`],
    [
      'an address that shows how addresses are written',
      `const a = <input placeholder="http://user:pass@proxy:8080" />;`,
    ],
    ['an address with a user and no password', `const u = 'https://user@acme.test/a:b1c@2';`],
    ['a repository address', `clone('git@github.com:acme/app2.git');`],
    [
      'a presence check',
      `const DEMO_PASSWORD = 'HelloThere9!'; if (DEMO_PASSWORD) ready(); const l = DEMO_PASSWORD.length;`,
    ],
    ['a selector', `page.click('input[name="password"]'); query('[type=password]');`],
    ['a parameter of SQL', `db.query('SELECT id FROM users WHERE password=$1 AND name=$2');`],
  ])('%s', (_, code) => {
    expect(find(code)).toBe('');
  });

  it.each([
    ['&&', `const a = <div>{${demo} && <p>Password: Secret1</p>}</div>;`],
    ['a ternary', `const initial = { email: isDemoApp ? 'a@acme.test' : '', password: isDemoApp ? 'Secret#1' : '' };`],
    ['if', `if (${demo}) { setPassword('Secret1'); }`],
    ['an early return', `function Panel() { if (!(${demo})) return null; return <p>Password: Secret1</p>; }`],
    ['a flag', `const isDemo = ${demo};\nconst a = isDemo && <p>Password: Secret1</p>;`],
    [
      'development',
      `const p = import.meta.env.DEV ? 'admin123' : ''; if (import.meta.env.DEV) setPassword('admin123');`,
    ],
    [
      'a ternary for the default',
      `const secret = process.env.NODE_ENV === 'production' ? process.env.JWT_SECRET : process.env.JWT_SECRET || 'dev';`,
    ],
    [
      'the elements that alone use a list',
      `const accounts = [{ email: 'a@acme.test', password: 'Secret1' }];\nconst a = <ul>{${demo} && accounts.map((one) => <li>{one.email}</li>)}</ul>;`,
    ],
  ])('a password guarded by %s', (_, code) => {
    expect(find(code)).toBe('');
  });
});

describe('is not silenced by', () => {
  it.each([
    ['the wrong polarity', `const a = <div>{!isDemoMode && <p>Password: Secret1</p>}</div>;`],
    ['a sibling', `const a = <div>{${demo} && <i />}<p>Password: Secret1</p></div>;`],
    ['disabled', `const a = <button disabled={!(${demo})} onClick={() => setPassword('Secret1')} />;`],
    ['a constant', `if (true) setPassword('Secret1');`],
    ['first login', `if (isFirstLogin) setPassword('Secret1');`],
  ])('%s', (_, code) => {
    expect(find(code)).toMatch(/^1 (?:rendered|formState)$/u);
  });

  it('a flag that is open unless closed, which has its own message', () => {
    expect(find(`if (process.env.NEXT_PUBLIC_DEMO_MODE !== 'false') setPassword('Secret1');`)).toBe('1 optOutGuard');
  });
});

it('reports one finding per credential, at its use', () => {
  const code = `const DEMO = { username: 'ObiWan', password: 'HelloThere9!' };\nsetUsername(DEMO.username);\nsetPassword(DEMO.password);`;
  expect(find(code)).toBe('3 formState');
});

it('never prints the value', () => {
  for (const code of [
    `setPassword('HelloThere9!');`,
    `connect('postgres://app:HelloThere9!@db/app');`,
    `const a = <p>Password: HelloThere9!</p>;`,
  ]) {
    const [message] = lintRule(noDemoCredentials, code);
    expect(message?.message).toContain('He…!');
    expect(message?.message).not.toContain('HelloThere9!');
  }
});

it('underlines the password alone', () => {
  const [message] = lintRule(noDemoCredentials, `const a = <p>\n  Password: Secret1\n</p>;`);
  expect(message).toMatchObject({ line: 2, column: 13, endLine: 2, endColumn: 20 });
});

describe('suggests the demo guard', () => {
  it.each([
    ['around an element', `const a = <div><p>Password: Secret1</p></div>;`],
    ['around what is returned', `function A() { return <p>Password: Secret1</p>; }`],
    ['around a statement', `setPassword('Secret1');`],
    ['around a value', `const [password, setPassword] = useState('Secret1');`],
    ['around a property', `const defaultValues = { email: 'a@acme.test', password: 'Secret1' };`],
    ['around a constant', `const DEMO_PASSWORD = 'Secret1';\nconst a = <div><b>{DEMO_PASSWORD}</b></div>;`],
  ])('%s', (_, code) => {
    const [message] = lintRule(noDemoCredentials, code);
    const [suggestion] = message?.suggestions ?? [];
    expect(suggestion?.desc).toContain('NEXT_PUBLIC_DEMO_MODE');
    const { range, text } = suggestion!.fix;
    expect(find(code.slice(0, range[0]) + text + code.slice(range[1]))).toBe('');
  });

  it('by the flag of the options', () => {
    const options = { options: { demoFlags: ['VITE_SHOWROOM'] } };
    const [message] = lintRule(noDemoCredentials, `setPassword('Secret1');`, options);
    const text = message?.suggestions?.[0]?.fix.text ?? '';
    expect(text).toBe(`if (import.meta.env.VITE_SHOWROOM === 'true') { setPassword('Secret1'); }`);
    expect(find(text, options)).toBe('');
    expect(find(text)).toBe('1 formState');
  });
});

describe('in a single-file component', () => {
  const vue = (template: string, script = ''): string =>
    find(`<script setup>\n${script}\n</script>\n<template>${template}</template>`, { filename: 'src/Login.vue' });

  it.each([
    ['text', `<p>Password: Secret1</p>`, '', '4 rendered'],
    ['text over elements', `<p>Password: <b>Secret1</b></p>`, '', '4 rendered'],
    ['a placeholder', `<input type="password" placeholder="Secret123">`, '', '4 rendered'],
    ['a value', `<input type="password" value="demo">`, '', '4 formState'],
    ['a link', `<a href="/login?password=Secret1">x</a>`, '', '4 link'],
    ['a constant', `<b>{{ DEMO_PASSWORD }}</b>`, `const DEMO_PASSWORD = 'Secret1';`, '4 rendered'],
    ['the script', `<i />`, `const password = ref('Secret1');`, '2 formState'],
    ['the wrong branch', `<p v-if="!isDemo">Password: Secret1</p>`, '', '4 rendered'],
  ])('reports %s', (_, template, script, expected) => {
    expect(vue(template, script)).toBe(expected);
  });

  it.each([
    [
      'labels',
      `<label for="password">Password</label><input id="password" type="password" placeholder="Password">`,
      '',
    ],
    ['a guarded text', `<div v-if="isDemoMode"><p>Password: Secret1</p></div>`, ''],
    [
      'a text guarded by a flag of the script',
      `<p v-if="on">Password: Secret1</p>`,
      `const on = import.meta.env.VITE_DEMO_MODE === 'true';`,
    ],
    ['the other branch of production', `<p v-if="isProduction" /><p v-else>Password: Secret1</p>`, ''],
    ['a placeholder that shows the shape of a key', `<input type="password" placeholder="00000000-0000:xxxxxxxx">`, ''],
    ['what was typed', `<input v-model="password" type="password">`, `const password = ref('');`],
  ])('keeps silent on %s', (_, template, script) => {
    expect(vue(template, script)).toBe('');
  });
});
