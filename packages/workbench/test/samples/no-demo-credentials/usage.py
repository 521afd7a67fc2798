import bcrypt
import psycopg2

SEED_PASSWORD = "HelloThere1!"


def databases():
    # ruleid: no-demo-credentials
    psycopg2.connect(host="db.internal", user="app", password="s3cret")
    # ruleid: no-demo-credentials
    psycopg2.connect(dbname="app", password="password")
    # ruleid: no-demo-credentials
    create_engine("postgresql://app:s3cret@db.internal/app")
    # ruleid: no-demo-credentials
    redis = Redis(url="rediss://default:s3cret@cache.internal:6380/0")
    # ruleid: no-demo-credentials
    smtp.login("mailer@example.com", "s3cret")
    # ok: no-demo-credentials
    psycopg2.connect(host="localhost", user="app", password="postgres")
    # ok: no-demo-credentials
    create_engine("postgresql://postgres:postgres@localhost:5432/app")
    # ok: no-demo-credentials
    create_engine("postgresql://postgres:postgres@127.0.0.1/app")
    # ok: no-demo-credentials
    create_engine(f"postgresql://{user}:{password}@{host}/app")
    # ok: no-demo-credentials
    create_engine("postgresql://user:<password>@db.internal/app")
    # ok: no-demo-credentials
    psycopg2.connect(host="db.internal", password=os.environ["DB_PASSWORD"])
    # ok: no-demo-credentials
    log.info("example: postgresql://user:password@db.internal/app")
    return redis


def accounts(db):
    # ruleid: no-demo-credentials
    db.add(User(username="obi", password="HelloThere1!"))
    # ruleid: no-demo-credentials
    db.add(User(username="leia", hashed_password="$2b$12$abcdefghijklmnopqrstuuAbCdEfGhIjKlMnOpQrStUvWxYz0123456"))
    # ruleid: no-demo-credentials
    hashed = bcrypt.hashpw("test123".encode("utf-8"), bcrypt.gensalt())
    # ruleid: no-demo-credentials
    User.objects.create_superuser("admin", "admin@example.com", "admin")
    # ruleid: no-demo-credentials
    user.set_password("changeme")
    # ruleid: no-demo-credentials
    db.add(User(username="mace", password=SEED_PASSWORD))
    # ruleid: no-demo-credentials
    new_password = "Summer2024!"
    # ruleid: no-demo-credentials
    account = {"username": "obi", "password": "HelloThere1!"}
    people = [
        # ruleid: no-demo-credentials
        {"email": "admin@example.com", "password": "123456"},
        # ruleid: no-demo-credentials
        {"email": "demo@example.com", "password": "demo"},
    ]
    # ruleid: no-demo-credentials
    client.post("/api/login", json={"password": "HelloThere1!"})
    # ruleid: no-demo-credentials
    print("Account: obi / HelloThere1!")
    # ruleid: no-demo-credentials
    print("Connect with password: admin123")
    return hashed, new_password, account, people


# ruleid: no-demo-credentials
app.secret_key = "dev"
# ruleid: no-demo-credentials
app.config["SECRET_KEY"] = "dev"
# ruleid: no-demo-credentials
app.add_middleware(SessionMiddleware, secret_key="change me")


def issue(payload):
    # ruleid: no-demo-credentials
    return jwt.encode(payload, "secret", algorithm="HS256")


# --- silent


def read(request, data, form):
    # ok: no-demo-credentials
    password = data.get("password", "")
    # ok: no-demo-credentials
    check = {"username": data["username"], "password": password}
    # ok: no-demo-credentials
    raise ValueError("Mot de passe incorrect / compte bloqué")


def declared(form):
    # ok: no-demo-credentials
    form.add(CharField(label="Password", password=True))
    # ok: no-demo-credentials
    field = "password"
    # ok: no-demo-credentials
    return Message(password="Mot de passe trop court")


def constant_time(user, given):
    # ok: no-demo-credentials
    dummy_hash = "$2b$12$abcdefghijklmnopqrstuuAbCdEfGhIjKlMnOpQrStUvWxYz0123456"
    return check(given, user.hash if user else dummy_hash)


NOBODY = "$2b$12$abcdefghijklmnopqrstuuAbCdEfGhIjKlMnOpQrStUvWxYz0123456"


def constant_time_by_a_constant(given):
    # ok: no-demo-credentials
    hasher.compare_all(given, against=[NOBODY])
    # ok: no-demo-credentials
    return hasher.needs_update(hash=NOBODY)


def same_time_without_an_account(user, given):
    if user is None:
        # ok: no-demo-credentials
        make_password("spend-the-same-time")  # nothing is done with it
        raise InvalidCredentials
    # ruleid: no-demo-credentials
    user.set_password("admin123")
    # ruleid: no-demo-credentials
    user.hash = make_password("admin123")


class Example:
    # ok: no-demo-credentials
    model_config = {"json_schema_extra": {"example": {"email": "a@example.com", "password": "NewPassword123!"}}}
    # ok: no-demo-credentials
    template = {"username": "string", "password": "<password>"}
    # ok: no-demo-credentials
    object = Thing(username="x", hashed_password="test_hash")


def words():
    # ok: no-demo-credentials
    print("and / or, km / h, 1 / 2")
    # ok: no-demo-credentials
    print("password: required")
    # ok: no-demo-credentials
    print(f"password: {mask(password)}")
    # ok: no-demo-credentials
    return {"INVALID_PASSWORD": "5020", "password": _("Mot de passe")}


def messages_by_field():
    # ok: no-demo-credentials
    errors = {"email": "invalid", "password": "too_short"}
    # ok: no-demo-credentials
    return errors or {"email": "Not an address", "password": "too_short"}


def encoded(password, data):
    # ok: no-demo-credentials
    hashed = bcrypt.hashpw(password.encode("utf-8"), bcrypt.gensalt())
    # ok: no-demo-credentials
    return User(username="x", password=data["password"].strip("x"), hashed_password=hashed.decode("utf-8"))


class SettingsApi:
    # ok: no-demo-credentials
    permissions = {"email": "settings.change_email", "security_password": "settings.change_security"}


def other_spellings(parser, settings, password):
    # ruleid: no-demo-credentials
    admin = os.getenv(key="ADMIN_PASSWORD", default="admin")
    # ruleid: no-demo-credentials
    parser.add_argument("-p", "--password", help="the password", default="postgres")
    # ruleid: no-demo-credentials
    database = getattr(settings, "DB_PASSWORD", "postgres")
    given = (
        # ruleid: no-demo-credentials
        "postgres"
        if not password
        else password
    )
    # ok: no-demo-credentials
    parser.add_argument("-P", "--password", help="the password", default="")
    # ok: no-demo-credentials
    return getattr(settings, "PASSWORD_POLICY", "strict"), admin, database, given


def documented(body):
    # ok: no-demo-credentials
    return Body(body, examples=dict(first=make_url("postgresql://app:s3cret@db.internal/app")))


def documented_beside_a_password(body):
    return Body(
        body,
        # what it looks like (for
        # ok: no-demo-credentials
        example={"a": create_user("x", password="Secret123!")},
        # ruleid: no-demo-credentials
        password="Secret123!",
    )


def libraries():
    # ok: no-demo-credentials
    icons = "@acme-icons/core-free@4.2.1"
    # ok: no-demo-credentials
    themes = library("@acme-ui/themes@3.2.1")
    # ok: no-demo-credentials
    return [icons, themes, "@acme/cal.js@1.0.2"]


def hint():
    # ruleid: no-demo-credentials
    print("try demo / Demo@2024!")
    # ruleid: no-demo-credentials
    return "jane@acme.test / S3cret@42"


# ok: no-demo-credentials
NEW_NAMES = {"type": "type", "host": "host", "username": "user", "password": "password", "port": "port"}
# ruleid: no-demo-credentials
FIRST_USER = {"id": "id", "username": "jane", "password": "Etoile42!"}
# ruleid: no-demo-credentials
BROKER = {"host": "broker.acme.test", "user": "user", "password": "password"}


# ok: no-demo-credentials
def log_command(name, pwd: str = "."):
    return name, pwd


PASSWORD_FIELD = "password"


def tables_of_fields(form, config, css_classes, classroom):
    # ok: no-demo-credentials
    css_classes["password"] = "input"
    # ok: no-demo-credentials
    form.rate_limits = {"login": "30/m/ip", "change_password": "1/m/user", "reset_password": "5/hour"}
    # ok: no-demo-credentials
    form.names = {"host": "controller_host", "username": "controller_username", "password": "controller_password"}
    # ruleid: no-demo-credentials
    form.account = {"host": "db", "username": "school", "password": "school_password"}
    # ruleid: no-demo-credentials
    form.account = {"host": "db", "user": "school_user", "password": "school_password"}
    # ruleid: no-demo-credentials
    classroom["password"] = "Input-1234"
    # ok: no-demo-credentials
    form.patterns = {"user": r"^\w+$", "password": r"^\*+$"}
    # ok: no-demo-credentials
    form.password = config.get(PASSWORD_FIELD)
    # ok: no-demo-credentials
    form["password"] = "$encrypted$"
    # ok: no-demo-credentials
    config["password"] = "NOT_SHOWING_PASSWORD"
    # ruleid: no-demo-credentials
    config["password"] = "NOT4today_"
    # ruleid: no-demo-credentials
    config["password"] = "Input-1234"


def pages(handlers):
    return [
        # ok: no-demo-credentials
        re_path(r"^(?:api/)?400.html$", handlers.bad),
        # ok: no-demo-credentials
        image("url('data:image/svg+xml,%3csvg viewBox='0 0 8 8'%3e%3c/svg%3e')"),
    ]


ADMIN_PASSWORD: str = "lovelace-1815"
ENCODED_PASSWORD = "lovelace-1815".encode()
TEMPLATE_PASSWORD: str = "<your-password>"
TWICE_PASSWORD = "lovelace-1815"
TWICE_PASSWORD = "lovelace-1852"


def connect_with_constants():
    # ruleid: no-demo-credentials
    connect(user="ada", password=ADMIN_PASSWORD)
    # ruleid: no-demo-credentials
    connect(user="ada", password=ENCODED_PASSWORD)
    # ok: no-demo-credentials
    connect(user="ada", password=TEMPLATE_PASSWORD)
    # ruleid: no-demo-credentials
    connect(user="ada", password=TWICE_PASSWORD)
    # ok: no-demo-credentials
    connect(user="ada", password=IMPORTED_PASSWORD)


def addresses_to_parse():
    # ok: no-demo-credentials
    yield "http://us:pa@ex.test:42/http://ex.test:19/a?_d=4#-a=2.3"
    # ok: no-demo-credentials
    print("https://ex.test:8080/a1?b=2&c=!")


def account_after_a_colon():
    # ruleid: no-demo-credentials
    print("Compte:demo / Demo@2024!")


def ignored(payload):
    # ok: no-demo-credentials
    payload["password"] = "[ignore]"


def packages_and_paths(version, cg):
    # ok: no-demo-credentials
    yield f"platformio/espressif32@{version}"
    # ok: no-demo-credentials
    cg.add("platform_packages", ["espressif/toolchain-esp32ulp@2.35.0-20220830", "@types/node-a1@20"])
    # ok: no-demo-credentials
    warn("https://code.test/a/blob/v2.0.0/" "jupyter_server/serverapp.py#L242")
    # ok: no-demo-credentials
    return f"platformio/framework-arduinoespressif32@{version}"


def integration():
    # ok: no-demo-credentials
    return "integrations/${aws_apigatewayv2_integration.a1}"


def account_without_blanks():
    # ruleid: no-demo-credentials
    print("demo/Demo@2024!")


def asked_twice(getpass):
    password = None
    # ok: no-demo-credentials
    password2 = "_"
    while password != password2:
        password = getpass("Password: ")
        password2 = getpass("Again: ")


def classes_and_references(connect):
    # ok: no-demo-credentials
    forms = {"login": "users.forms.LoginForm", "password": "users.forms.SetPasswordForm"}
    # ok: no-demo-credentials
    log.info("Deleted %d of %d, to clean up matrix-org/synapse#5269", 1, 2)
    # ok: no-demo-credentials
    query = "FILTER NOT EXISTS { ?item wdt:P31/wdt:P279* wd:Q5 }"
    # ok: no-demo-credentials
    connect("postgresql://username:password@example.com:5432/shop")
    # ruleid: no-demo-credentials
    connect(f"redis://:kenobi1@cache:6379/0")
    # ok: no-demo-credentials
    connect(forms, is_secret="DeprecatedArgument")


def views_and_fonts(connect):
    # ok: no-demo-credentials
    views = {"login": "shop.views.rest:LoginView", "password": "shop.views.rest:PasswordView"}
    # ok: no-demo-credentials
    urls = connect(views, ["fonts.googleapis.com/css?family=Source+Sans+Pro:300,400,700"])
    # ok: no-demo-credentials
    return os.environ.get("SHOP_K8S_CONFIG_SECRET", "shop-config-secret")


def drawn(create):
    # ok: no-demo-credentials
    password = "__generate__"
    create(password)


def behind_an_address():
    # ruleid: no-demo-credentials
    print("https://shop.test/login?lang=en with demo / Demo@2024!")


def of_a_cluster(settings):
    # ruleid: no-demo-credentials
    return settings.get("KUBE_DB_PASSWORD", "changeme")
