"""Found reported on real code once: every one of these is ordinary."""
import logging

from loguru import logger as log

logger = logging.getLogger(__name__)


def load_password_hash_from_file(filename):
    # ok: no-sensitive-logs
    print(f"{filename} not found")
    stored_hash = read(filename)
    # ok: no-sensitive-logs
    print(f"loaded from {filename}")
    return stored_hash


def show_scheme(db_url):
    # ok: no-sensitive-logs
    print(f"database kind: {db_url.split(':')[0]}")
    path = db_url.replace("sqlite:///", "")
    # ok: no-sensitive-logs
    print(f"file: {path}")


def count(tier_token, prompt_tokens, usage):
    # ok: no-sensitive-logs
    logger.info("tier %s", tier_token)
    # ok: no-sensitive-logs
    logger.info("used %s of %s", prompt_tokens, usage.total_tokens)


def errors(token):
    try:
        decode(token)
    except ValueError as token_error:
        # ok: no-sensitive-logs
        logger.warning("invalid token: %s", token_error)


def checked(password, user):
    valid = verify(password, user.hashed_password)
    # ok: no-sensitive-logs
    logger.debug("password check: %s", valid)
    # ok: no-sensitive-logs
    logger.info(f"SMTP_PASSWORD={'set' if password else 'MISSING'}")


def links(user):
    link = build_link(user.id)
    # ok: no-sensitive-logs
    logger.info("link %s", link)


def renamed(token):
    # ruleid: no-sensitive-logs
    log.info("got {}", token)


def words_in_messages(session, token, notifier, error):
    log.info(
        "revoked a leaked token",
        # ok: no-sensitive-logs
        id=session.id,
        # ok: no-sensitive-logs
        notifier=notifier,
        # ok: no-sensitive-logs
        error=str(error),
    )


def names_of_missing_secrets(environment):
    missing = [name for name in REQUIRED_SECRETS if not environment.get(name)]
    # ok: no-sensitive-logs
    print(f"missing: {', '.join(missing)}")


def basic_client(request):
    client_id, client_secret = extract_basic_authorization(request.headers)
    # ok: no-sensitive-logs
    logger.debug(f"client {client_id} signed in")
    # ruleid: no-sensitive-logs
    logger.debug(f"client {client_secret} signed in")


def token_endpoint(settings):
    token_method = settings.ACCESS_TOKEN_METHOD.lower()
    # ok: no-sensitive-logs
    logger.debug("Call the token endpoint by %s" % token_method)


def clean_up(refresh_service):
    refresh_count = refresh_service.delete_expired()
    result = {"refresh_tokens": refresh_count}
    # ok: no-sensitive-logs
    logger.info("cleaned up", **result)


def hide_in_workflow(secret, token):
    # ok: no-sensitive-logs
    print(f"::add-mask::{secret}")
    # ok: no-sensitive-logs
    click.echo(f'::add-mask::{token[:20]}', err=True)
    # ruleid: no-sensitive-logs
    print(f"::set-output name=token::{token}")


def sign_in_elsewhere(client, form):
    answer = client.post("https://id.example.org/oauth/token", data=form)
    if not answer.ok:
        # ok: no-sensitive-logs
        logger.error("refused: %s", answer.json())
    if answer.status_code != 200:
        # ok: no-sensitive-logs
        logger.error("refused: %s", answer.json())
    if answer.status_code >= 400:
        # ok: no-sensitive-logs
        logger.error(f"refused: {answer.json()}")
    if answer.status_code == 200:
        # ruleid: no-sensitive-logs
        logger.info("signed in: %s", answer.json())
    else:
        # ok: no-sensitive-logs
        logger.info("refused: %s", answer.json())
    if answer.status_code != 401:
        # ruleid: no-sensitive-logs
        logger.info("signed in: %s", answer.json())
    # ruleid: no-sensitive-logs
    logger.info("signed in: %s", answer.json())


def report_limiter(limiter):
    # ok: no-sensitive-logs
    logger.debug("%s of %s slots taken", limiter.borrowed_tokens, limiter.total_tokens)
    # ok: no-sensitive-logs
    logger.debug(f"{limiter.available_tokens} left")


def numbers_of_records(ids, token_num, counts, tokens):
    # ok: no-sensitive-logs
    logger.info("%d", ids["credential"])
    # ok: no-sensitive-logs
    print("\r %d" % (ids["credential"] - 1))
    # ok: no-sensitive-logs
    print(f"{token_num} tokens, {counts.tokens} in all")
    # ok: no-sensitive-logs
    print("at least", COOKIE_SECRET_BYTES)
    # ruleid: no-sensitive-logs
    print("signed in:", tokens)


def what_is_around_a_token(token_serial, token_scopes, xsrf_cookie_kwargs, tokens_this_month):
    # ok: no-sensitive-logs
    logger.info("serial %s, scopes %s", token_serial, token_scopes)
    # ok: no-sensitive-logs
    logger.debug("cookie of %s: %s", tokens_this_month, xsrf_cookie_kwargs)


def names_of_tokens(token_dict, access_tokens):
    for name, kind in token_dict.items():
        # ok: no-sensitive-logs
        logger.debug("adding %s %s", name, kind)
    for name, access_token in access_tokens.items():
        # ruleid: no-sensitive-logs
        logger.debug("adding %s %s", name, access_token)


def values_of_tables(cookies, credentials):
    for name, value in credentials.items():
        # ruleid: no-sensitive-logs
        logger.debug("%s: %s", name, value)
    for name, value in cookies.items():
        # ruleid: no-sensitive-logs
        logger.debug("cookie %s: %s", name, value)


def second_of_two(path):
    encryption_key, error = config.get_encryption_key(path)
    if error:
        # ok: no-sensitive-logs
        logger.error(error)
    # ruleid: no-sensitive-logs
    logger.info(encryption_key)
    access, refresh = create_token_pair(path)
    # ruleid: no-sensitive-logs
    logger.info("%s and %s", access, refresh)
    found = config.get_encryption_key(path)
    # ruleid: no-sensitive-logs
    logger.info(found)


def masked_in_the_text(settings, url):
    logger.debug(
        # ok: no-sensitive-logs
        f"asking {url}?key={settings.api_key}".replace(
            settings.api_key, "*****"
        )
    )


def hashed_for_display(hashed_authorization, hashed_password):
    # ok: no-sensitive-logs
    logger.debug("limit of %s", hashed_authorization)
    # ruleid: no-sensitive-logs
    logger.debug("stored %s", hashed_password)


def copies_without_secrets(self, password, secret_key):
    headers = {"content-type": "json", "x-auth-token": self.security_token or ""}
    # ok: no-sensitive-logs
    log.debug("%s", {name: "[redacted]" if name in HIDDEN else value for name, value in headers.items()})
    # ok: no-sensitive-logs
    log.debug(
        "%s",
        {
            name: value if name not in HIDDEN else "***"
            for name, value in headers.items()
        },
    )
    # ruleid: no-sensitive-logs
    log.debug("%s", {name: value or "" for name, value in headers.items()})
    # ruleid: no-sensitive-logs
    log.debug("%s", {"mask": "***", "password": password})
    # ruleid: no-sensitive-logs
    log.debug("%s", {"password": password, "x": [name for name in "***"]})


def grouped(record, friendly_token, patron, inactive_credentials_users):
    # ok: no-sensitive-logs
    log.info("%s %s %s", record.secrets_group, friendly_token, patron.authorization_identifier)
    # ok: no-sensitive-logs
    log.info("%s", inactive_credentials_users[:10])
    # ok: no-sensitive-logs
    log.debug("usage: %s", {"input": 1, "cache_read_tokens": usage.cache_read_tokens})


def names_of_secrets(secrets, tokens):
    for key, value in secrets.items():
        # ok: no-sensitive-logs
        print(f"Setting {key} ...")
        lines = len(value.split("\n"))

        if lines > 1:
            os.putenv(key, value)
    for key, value in tokens.items():
        # ruleid: no-sensitive-logs
        print(value)
    for key, value in tokens.items():
        print(
            "%s",
            # ruleid: no-sensitive-logs
            value,
        )


def written_as_numbers(stream, current_token, new_token, otp_code):
    # ok: no-sensitive-logs
    log.info("Caught up with '%s' to %i", stream, current_token)
    log.info(
        "rows of '%s' / %s between %i and %i",
        stream,
        find(stream, 2),
        # ok: no-sensitive-logs
        current_token,
        # ok: no-sensitive-logs
        stream.new_token,
    )
    # ok: no-sensitive-logs
    print("at %s %d" % (stream, current_token), f"{new_token:,} {new_token:.2f}")
    # ruleid: no-sensitive-logs
    log.info("code %06d", otp_code)
    # ruleid: no-sensitive-logs
    log.info("%d of %s", stream, current_token)
    # ruleid: no-sensitive-logs
    print("at %s %d" % (current_token, stream))
    # ruleid: no-sensitive-logs
    print(f"used {new_token:>20}")


def named_after_what_was_done(headers, redacted_headers, token, password):
    # ok: no-sensitive-logs
    log.debug("%s %s", redacted_headers, self.headers_redacted)
    # ok: no-sensitive-logs
    log.info("reused", token_hash=hash_token_for_logging(token), short=hash_token(token))
    # ruleid: no-sensitive-logs
    log.info("kept %s", hash_password(password))


# log.info(
#     f"commented out {token}, the user's"
#     )


def behind_a_comment(rows, challenge, key_authorization):
    # ok: no-sensitive-logs
    for token, name in rows:
        # ok: no-sensitive-logs
        log.info("fine %s", name)
    # ok: no-sensitive-logs
    log.debug("%r of %r", challenge.encode("token"), key_authorization)
    # ok: no-sensitive-logs
    log.debug("%s %s %s %s", AUTHN_TOKEN_REUSED, self.token_updater, self.secret_arn, self.id_token_subject)
    # ruleid: no-sensitive-logs
    log.debug("%r", challenge.get("token"))


def keys_of_records(tokens):
    for token in tokens:
        # ok: no-sensitive-logs
        print("{id} {name}".format(name=token[u"name"], id=token[u"id"]))
        # ruleid: no-sensitive-logs
        print("{value}".format(value=token[u"token"]))


async def answered(self, service, token):
    response = await self.get_json(f"{service.url}/third-parties", {"access_token": service.token})
    # ok: no-sensitive-logs
    log.warning("no answer: %r", response)
    jwt = JsonWebToken(self.algorithms)
    claims = jwt.decode(token, key=self.keys)
    # ok: no-sensitive-logs
    log.debug("claims: %r", claims)
    # ruleid: no-sensitive-logs
    log.debug("%r", token.decode("utf-8"))


async def named_otherwise(self, creds, secrets, tokens):
    access_token, jti = create_access_token(1)
    # ok: no-sensitive-logs
    log.info("issued %s", jti)
    # ruleid: no-sensitive-logs
    log.info("issued %s", access_token)
    user, token = get_user_and_token()
    # ruleid: no-sensitive-logs
    log.info("%s", token)
    private_key_path = creds["ssh_private_key"]
    # ok: no-sensitive-logs
    log.error("no key at %s, %s, %s", private_key_path, self.secret_paths, private_key_fname)
    integration = await refresh_token_if_needed(creds)
    # ok: no-sensitive-logs
    log.info("%r", integration)


def asked_by(self, secrets, tokens):
    for provider in self.provider_tokens:
        # ok: no-sensitive-logs
        log.info("asking %s", provider)
    for name in secrets:
        # ok: no-sensitive-logs
        log.info("%s is set", name)
    for one in tokens:
        # ruleid: no-sensitive-logs
        log.info("%s", one)


def two_of_a_kind(user):
    access, refresh_token = create_tokens(user)
    # ruleid: no-sensitive-logs
    log.info("%s", access)


def one_text_or_another(self, expires_in):
    token_str = "****" if self.token else "missing"
    # ok: no-sensitive-logs
    logger.warning("Failed to parse token response", token=token_str, expires_in=expires_in)


def a_text_or_the_token(self, token):
    token_str = "missing" if token is None else token
    # ruleid: no-sensitive-logs
    logger.warning("Failed to parse token response", token=token_str)


def privacy(target):
    # ok: no-sensitive-logs
    logger.warning(f"Not sent to {shorten(target, PrivacyMode.Secret)}")
    # ok: no-sensitive-logs
    logger.warning(PrivacyMode.Secret)
    # ruleid: no-sensitive-logs
    logger.warning(Account.Secret)


def set_assets(asset, tokens):
    for k, v in tokens.items():
        if not hasattr(asset, k):
            # ok: no-sensitive-logs
            logger.warning(f'Ignored asset key "{k}".')
            continue
        if v is None:
            v = ""
        setattr(asset, k, v)


def show_assets(tokens):
    for k, v in tokens.items():
        if v is None:
            continue
        # ruleid: no-sensitive-logs
        logger.warning(f"{k}: {v}")
