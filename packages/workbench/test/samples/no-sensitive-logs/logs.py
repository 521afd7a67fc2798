import logging, structlog, sys, os, bcrypt, jwt, click, typer, sentry_sdk, pprint
import rich
from rich.console import Console
from loguru import logger
audit = logging.getLogger("audit")
console = Console()
def a(password, user, token, request, d, db_url, x, tokens):
    # ruleid: no-sensitive-logs
    logger.info(f"x {password}")
    # ruleid: no-sensitive-logs
    logger.info("x {}", password)
    # ruleid: no-sensitive-logs
    logger.info("x %s", password)
    # ruleid: no-sensitive-logs
    logger.bind(token=token).info("x")
    # ruleid: no-sensitive-logs
    logger.opt(lazy=True).info("x {}", token)
    # ruleid: no-sensitive-logs
    logger.success("x {}", token)
    # ruleid: no-sensitive-logs
    audit.info("x %s", token)
    # ruleid: no-sensitive-logs
    audit.log(logging.INFO, "x %s", token)
    # ruleid: no-sensitive-logs
    self.log.error("x", extra={"t": token})
    # ruleid: no-sensitive-logs
    app.logger.exception("x", exc_info=token)
    LOG.warning(
        "x %s", 
        # ruleid: no-sensitive-logs
        token,
    )
    # ruleid: no-sensitive-logs
    structlog.get_logger().info("x", token=token)
    # ruleid: no-sensitive-logs
    print(os.getenv("DB_PASSWORD"))
    # ruleid: no-sensitive-logs
    print(os.environ["API_KEY"])
    # ruleid: no-sensitive-logs
    print(os.environ)
    # ruleid: no-sensitive-logs
    print(dict(os.environ))
    # ok: no-sensitive-logs
    print(os.environ["PATH"])
    # ok: no-sensitive-logs
    print("X" in os.environ)
    # ruleid: no-sensitive-logs
    pprint.pprint(token)
    # ruleid: no-sensitive-logs
    sys.stdout.write(token)
    # ruleid: no-sensitive-logs
    sys.stderr.write(f"{token}\n")
    # ruleid: no-sensitive-logs
    rich.print(token)
    # ruleid: no-sensitive-logs
    console.print(token)
    # ruleid: no-sensitive-logs
    Console().print(token)
    # ruleid: no-sensitive-logs
    click.echo(token)
    # ruleid: no-sensitive-logs
    click.secho(f"t {token}", fg="red")
    # ruleid: no-sensitive-logs
    typer.echo(token)
    # ruleid: no-sensitive-logs
    self.stdout.write(self.style.SUCCESS(token))
    # ruleid: no-sensitive-logs
    sentry_sdk.capture_message(f"x {token}")
    # ruleid: no-sensitive-logs
    sentry_sdk.set_context("auth", {"token": token})
    hashed = bcrypt.hashpw(x, bcrypt.gensalt())
    # ruleid: no-sensitive-logs
    print(f"{hashed}")
    h2 = pwd_context.hash(x)
    # ruleid: no-sensitive-logs
    print(h2)
    enc = jwt.encode({"a": 1}, KEY, algorithm="HS256")
    # ruleid: no-sensitive-logs
    logger.debug("x {}", enc)
    acc = create_access_token(user)
    # ruleid: no-sensitive-logs
    logger.debug("x {}", acc)
    # ruleid: no-sensitive-logs
    print(request.headers)
    # ruleid: no-sensitive-logs
    print(dict(request.headers))
    # ok: no-sensitive-logs
    print(request.headers.get("user-agent"))
    # ruleid: no-sensitive-logs
    print(request.headers["authorization"])
    # ruleid: no-sensitive-logs
    print(request.headers.get("Authorization"))
    # ruleid: no-sensitive-logs
    logger.info("c {}", request.cookies)
    # ok: no-sensitive-logs
    print(request.cookies.get("locale"))
    # ok: no-sensitive-logs
    print(list(request.cookies.keys()))
    reset_link = f"https://x/reset?token={token}"
    # ruleid: no-sensitive-logs
    logger.info("l {}", reset_link)
    # ok: no-sensitive-logs
    print(token.id, token["type"], user.email)
    # ruleid: no-sensitive-logs
    print(d.get("refresh_token"))
    # ok: no-sensitive-logs
    print(d.get("email"))
    # ok: no-sensitive-logs
    print(d["token_type"])
    # ok: no-sensitive-logs
    print("present" if token else "none")
    # ok: no-sensitive-logs
    print(token is None, bool(token), len(token), not token, token == x)
    # ok: no-sensitive-logs
    print(mask(token), redact_token(token), token[-4:])
    # ruleid: no-sensitive-logs
    print(token[:10])
    # ruleid: no-sensitive-logs
    print(str(token)[:10])
    # ok: no-sensitive-logs
    print(db_url.split("@")[1])
    # ruleid: no-sensitive-logs
    print(db_url[:50])
    # ok: no-sensitive-logs
    print(engine.url.render_as_string(hide_password=True))
    # ok: no-sensitive-logs
    print(find_user(token), user_id)
    # ok: no-sensitive-logs
    print("Token rafraîchi avec succès")
    # ok: no-sensitive-logs
    print(f"Aucun refresh_token trouvé pour {user}")
    # ok: no-sensitive-logs
    logger.info("tokens {}", user.prompt_tokens)
    # ok: no-sensitive-logs
    messages.info(request, f"x {token}")
    # ok: no-sensitive-logs
    print(token, file=f)
    # ruleid: no-sensitive-logs
    print(token, file=sys.stderr)
    # ruleid: no-sensitive-logs
    print(user.get_token())
    # ruleid: no-sensitive-logs
    print(json.dumps({"access_token": tokens}))
    # ruleid: no-sensitive-logs
    print([token, 1], (token, 2), {**tokens})
    # ruleid: no-sensitive-logs
    print(a or token)
    # ruleid: no-sensitive-logs
    print("a" + token)
    # ruleid: no-sensitive-logs
    print("%s" % (token,))
    # ruleid: no-sensitive-logs
    print("{t}".format(t=token))
    # ruleid: no-sensitive-logs
    print(password.strip().encode().hex())
    # ruleid: no-sensitive-logs
    print(repr(token), 1)
    # ruleid: no-sensitive-logs
    print(settings.SECRET_KEY)
    # ruleid: no-sensitive-logs
    print(Settings().database_url)
    # ok: no-sensitive-logs
    print(TokenType.REFRESH_TOKEN)
    # ok: no-sensitive-logs
    print(e)
    # ok: no-sensitive-logs
    catalog.info(token)
    # ok: no-sensitive-logs
    np.log(token)
async def login(request):
    data = await request.json()
    # ruleid: no-sensitive-logs
    logger.info("b {}", data)
    # ok: no-sensitive-logs
    logger.info("b {}", data["email"])
    # ruleid: no-sensitive-logs
    logger.info("b {}", data.get("password"))
async def update_profile(request):
    data = await request.json()
    # ok: no-sensitive-logs
    logger.info("b {}", data)
def guarded(token):
    if settings.DEBUG:
        # ok: no-sensitive-logs
        print(token)
    else:
        # ruleid: no-sensitive-logs
        print(token)
    if os.getenv("ENVIRONMENT") != "production":
        # ok: no-sensitive-logs
        print(token)
    if settings.IS_PRODUCTION:
        # ruleid: no-sensitive-logs
        print(token)
    if not settings.DEBUG:
        # ruleid: no-sensitive-logs
        print(token)
def early(token):
    if not settings.DEBUG:
        return
    # ok: no-sensitive-logs
    print(token)
def early_but_in_the_branch_that_leaves(token):
    if settings.ENVIRONMENT == "production":
        # ruleid: no-sensitive-logs
        print(token)
        return JSONResponse(
            {"status": "ok"},
        )
    # ok: no-sensitive-logs
    print(token)
def leaves_only_sometimes(token):
    if settings.ENVIRONMENT == "production":
        if not token:
            return
        # ruleid: no-sensitive-logs
        print(token)
    # ruleid: no-sensitive-logs
    print(token)
def each_but_in_production(tokens):
    for token in tokens:
        if settings.ENVIRONMENT == "production":
            continue
        # ok: no-sensitive-logs
        print(token)
def replaced(token, password):
    token = mask(token)
    # ok: no-sensitive-logs
    print(token)
    password = len(password)
    # ok: no-sensitive-logs
    print(password)
def replaced_in_order(token, password, secret, api_key):
    # ruleid: no-sensitive-logs
    print(token)
    token = mask(token)
    password = mask(password)
    secret = redact(
        secret,
        4,
    )
    text = """
not indented
"""
    api_key = bool(api_key)  # only whether there is one
    # ok: no-sensitive-logs
    print(token)
    # ok: no-sensitive-logs
    print(password)
    # ok: no-sensitive-logs
    print(secret)
    # ok: no-sensitive-logs
    print(api_key)
def replaced_in_one_branch(token, password, wanted):
    if wanted:
        token = mask(token)
        password = "***"
        # ok: no-sensitive-logs
        print(token)
        # ok: no-sensitive-logs
        print(password)
    # ruleid: no-sensitive-logs
    print(token)
    # ruleid: no-sensitive-logs
    print(password)
def handed_on_masked(token):
    call(
        1,
        token=mask(token),
    )
    # ruleid: no-sensitive-logs
    print(token)
def links_over_lines(user, token):
    (
        logger
        # who
        .bind(user=user)  # and what
        # ruleid: no-sensitive-logs
        .info(token)
    )
    logger.bind(user=user) \
        .info(
            # ruleid: no-sensitive-logs
            token
        )
    # ok: no-sensitive-logs
    logger.bind(user=user)  # .info(token)
def replaced_one_by_one(token, password, secret, api_key, jwt, passphrase):
    token = mask(token)
    # ok: no-sensitive-logs
    print(token)
    password = mask(password)
    # ok: no-sensitive-logs
    print(password)
    secret = mask(secret)
    # ok: no-sensitive-logs
    print(secret)
    api_key = mask(api_key)
    # ok: no-sensitive-logs
    print(api_key)
    jwt = mask(jwt)
    # ok: no-sensitive-logs
    print(jwt)
    passphrase = mask(passphrase)
    # ok: no-sensitive-logs
    print(passphrase)
def replaced_all_at_once(token, password, secret, api_key, jwt, passphrase, otp, session):
    token = mask(token)
    password = mask(password)
    secret = mask(secret)
    api_key = mask(api_key)
    jwt = mask(jwt)
    passphrase = mask(passphrase)
    otp = mask(otp)
    # ok: no-sensitive-logs
    print(token, password, secret)
    # ok: no-sensitive-logs
    print(api_key, jwt)
    # ok: no-sensitive-logs
    print(passphrase, otp)
    # ruleid: no-sensitive-logs
    print(session.token)
def replaced_among_counts(token, password, tokens, keys):
    token_count = len(tokens)
    token = mask(token)
    key_id = int(keys)
    password = mask(password)
    # ok: no-sensitive-logs
    print(token, password)
    # ruleid: no-sensitive-logs
    print(token_count, key_id, tokens)
def replaced_members(data, self):
    data["token"] = mask(data["token"])
    # ok: no-sensitive-logs
    print(data["token"])
    self.password = "***"
    # ok: no-sensitive-logs
    print(self.password)
REFRESH_TOKEN = "refresh_token"
def const():
    # ok: no-sensitive-logs
    print(REFRESH_TOKEN)
def resp():
    r = requests.post("https://x/api/login", json={})
    data = r.json()
    # ruleid: no-sensitive-logs
    print(data)
    # ok: no-sensitive-logs
    print(data["id"])
def keys(value, raw):
    # ruleid: no-sensitive-logs
    logger.info("x", password=value)
    # ruleid: no-sensitive-logs
    logger.info("x", extra={"password": raw})
    # ok: no-sensitive-logs
    logger.info("x", password=None, token=True, secret="***", user=value)
class Service:
    journal = logging.getLogger("journal")
    def __init__(self):
        self.trail = logging.getLogger("trail")
    def run(self, token, value):
        # ruleid: no-sensitive-logs
        self.journal.info("x %s", token)
        # ok: no-sensitive-logs
        self.journal.info("x %s", value)
        # ruleid: no-sensitive-logs
        self.trail.info("x %s", token)
        # ok: no-sensitive-logs
        self.catalog.info(token)
def signed(data, JWT_KEY):
    token = jwt.encode(data, JWT_KEY)
    # ruleid: no-sensitive-logs
    print(token)


def other_names(username, password):
    from loguru import logger as loud
    from rich import print as rprint

    slog = structlog.get_logger()
    journal = get_app_logger(__name__)
    # ruleid: no-sensitive-logs
    slog.info("login", user=username, password=password)
    # ruleid: no-sensitive-logs
    slog.bind(user=username).info("login {}", password)
    # ruleid: no-sensitive-logs
    journal.warning("login %s", password)
    # ruleid: no-sensitive-logs
    loud.success(f"created {password}")
    # ruleid: no-sensitive-logs
    loud.opt(lazy=True).info("created {}", password)
    # ruleid: no-sensitive-logs
    rprint(password)


def attribute_by_name(user):
    # ruleid: no-sensitive-logs
    print(getattr(user, "password"))
    # ok: no-sensitive-logs
    print(getattr(user, "username"), getattr(user, "password_changed_at"))


def comprehensions(users):
    passwords = [user.password for user in users]
    # ruleid: no-sensitive-logs
    print(passwords)
    known = [user.password for user in users if user.active]
    # ruleid: no-sensitive-logs
    logger.info(known)
    names = [user.name for user in users]
    # ok: no-sensitive-logs
    print(names)


def slices_of_items(data):
    # ruleid: no-sensitive-logs
    print(data["access_token"][:10])
    # ruleid: no-sensitive-logs
    logger.info("token %s", data.get("access_token", "")[:20])
    # ok: no-sensitive-logs
    print(data["access_token"][-4:], data["tokens"][0].name, data["names"][:10])


@app.post("/auth/reset-password")
async def by_route(request):
    form = await request.form()
    # ruleid: no-sensitive-logs
    print(form)


@app.post("/lessons/register-book")
async def by_another_route(request):
    form = await request.form()
    # ok: no-sensitive-logs
    print(form)


def a_variable_names_what_it_was_given(self, user):
    minted_token = self.create_access_token(
        user,
    )
    # ruleid: no-sensitive-logs
    print(minted_token)


def twisted(pw):
    # ruleid: no-sensitive-logs
    log.msg("signed in", password=pw)


def over_lines():
    print(
        # ruleid: no-sensitive-logs
        os.getenv(
            "DATABASE_PASSWORD",
        )
    )


def keywords_on_lines_of_their_own(user, token, value):
    logger.info(
        "signed in",
        # ruleid: no-sensitive-logs
        password=token,  # for now
        user=user.id,
        # ruleid: no-sensitive-logs
        token=value,
    )
    logger.bind(
        # ruleid: no-sensitive-logs
        token=value
    ).info("signed in")
    pair = dict(
        token=token,
    )
    # ruleid: no-sensitive-logs
    print(pair)


def statements_that_go_on(user, users, wanted):
    logger.info(
        "token %s",
        # ruleid: no-sensitive-logs
        get_token(user)
    )
    either = (
        get_token(user)

        # nobody is signed in
        if wanted else "none"
    )
    # ruleid: no-sensitive-logs
    print(either)
    below = \
        get_token(user)
    # ruleid: no-sensitive-logs
    print(below)
    all_of_them = [
        get_token(user)
        for user in users
    ]
    # ruleid: no-sensitive-logs
    print(all_of_them)
    if (found := get_token(user)):
        # ruleid: no-sensitive-logs
        print(found)


def statements_that_write(token, path):
    # ruleid: no-sensitive-logs
    if token: print(token)
    # ruleid: no-sensitive-logs
    forget(token); print(token)
    # ruleid: no-sensitive-logs
    return logger.info(token)


def calls_in_front(user):
    # ruleid: no-sensitive-logs
    print(find(user).password, user.id)
    # ok: no-sensitive-logs
    print(find(user).name, f"{user.email} {len(user.token)}")
    # ruleid: no-sensitive-logs
    print(user.id, f"{user.email} {user.token}")


def what_a_variable_was_given(response):
    body = response.json()
    password = body.get("first")
    # ruleid: no-sensitive-logs
    print(password)


def text_over_lines(user):
    found = get_token(user)
    query = """
select 1 from lessons (where
"""
    # it's only here
    # ruleid: no-sensitive-logs
    print(query, found)


def outer(user):
    found = get_token(user)

    def inner():
        return found

    # ruleid: no-sensitive-logs
    print(found)
    return inner


def quiet(
    user,
    token,
):
    kept = token
    return kept


def loud(
    user,
    token,
):
    kept = token

    # ruleid: no-sensitive-logs
    print(kept)
