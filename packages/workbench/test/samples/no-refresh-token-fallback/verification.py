import json

import jwt
from authlib.jose import JsonWebToken
from jose import jwt as jose_jwt

KEY = load_key()


def read_session(token):
    # ruleid: no-refresh-token-fallback
    claims = jwt.decode(token, KEY, algorithms=["HS256"], options={"verify_exp": False})
    return claims["sub"]


def renew(token):
    try:
        return jwt.decode(token, KEY, algorithms=["HS256"])
    except jwt.ExpiredSignatureError:
        return jwt.decode(
            token,
            KEY,
            algorithms=["HS256"],
            options={
                "verify_aud": True,
                # ruleid: no-refresh-token-fallback
                "verify_exp": False,
            },
        )


def with_variable(token):
    # ruleid: no-refresh-token-fallback
    options = {"verify_exp": False}
    return jwt.decode(token, KEY, algorithms=["HS256"], options=options)


def key_by_key(token):
    options = {}
    # ruleid: no-refresh-token-fallback
    options["verify_exp"] = False
    return jwt.decode(token, KEY, algorithms=["HS256"], options=options)


def by_dict_call(token):
    # ruleid: no-refresh-token-fallback
    return jose_jwt.decode(token, KEY, algorithms=["HS256"], options=dict(verify_exp=False))["sub"]


def unsigned(token):
    # ruleid: no-refresh-token-fallback
    claims = jwt.decode(token, options={"verify_signature": False})
    return get_user(claims["sub"])


def unsigned_old_style(token):
    # ruleid: no-refresh-token-fallback
    return jwt.decode(token, verify=False)["sub"]


def unverified(token):
    # ruleid: no-refresh-token-fallback
    return jose_jwt.get_unverified_claims(token)["sub"]


def none_algorithm(token):
    # ruleid: no-refresh-token-fallback
    return jwt.decode(token, KEY, algorithms=["HS256", "none"])


def none_only(token):
    # ruleid: no-refresh-token-fallback
    return jwt.decode(token, "", algorithms=["none"])


# ruleid: no-refresh-token-fallback
ALLOWED_ALGORITHMS = ["HS256", "None"]
# ruleid: no-refresh-token-fallback
parser = JsonWebToken(["RS256", "none"])


class TokenService:
    def refresh_session(self, token):
        try:
            payload = self.check(token)
        except ExpiredSignatureError:
            # ruleid: no-refresh-token-fallback
            payload = jwt.decode(token, KEY, options={"verify_exp": False}, algorithms=["HS256"])
        return self.create_session(payload["sub"])


def expired_then_unsigned(token):
    try:
        return jwt.decode(token, KEY, algorithms=["HS256"])
    except jwt.InvalidSignatureError:
        # ruleid: no-refresh-token-fallback
        return jwt.decode(token, options={"verify_signature": False})


# --- silent


def explicit(token):
    # ok: no-refresh-token-fallback
    return jwt.decode(token, KEY, algorithms=["HS256"], options={"verify_exp": True, "verify_signature": True})


def other_audience(token):
    # ok: no-refresh-token-fallback
    return jwt.decode(token, KEY, algorithms=["HS256"], options={"verify_aud": False})


def revoke_token(token):
    # ok: no-refresh-token-fallback
    claims = jwt.decode(token, KEY, algorithms=["HS256"], options={"verify_exp": False})
    store.add(claims["jti"])


def logout(request, token):
    # ok: no-refresh-token-fallback
    store.add(jwt.decode(token, options={"verify_signature": False})["jti"])


def add_to_blacklist(token):
    # ok: no-refresh-token-fallback
    store.add(jose_jwt.get_unverified_claims(token)["jti"])


async def introspect(token):
    # ok: no-refresh-token-fallback
    return jwt.decode(token, KEY, algorithms=["HS256"], options={"verify_exp": False})


@router.post("/auth/logout")
async def end(token):
    # ok: no-refresh-token-fallback
    claims = jwt.decode(token, KEY, algorithms=["HS256"], options={"verify_exp": False})
    await forget(claims["sid"])


def seconds_left(token):
    # ok: no-refresh-token-fallback
    claims = jwt.decode(token, options={"verify_signature": False})
    return claims["exp"] - now()


def fresh_enough(token):
    # ruleid: no-refresh-token-fallback
    claims = jwt.decode(token, options={"verify_signature": False})
    if claims["exp"] < now():
        return None
    return claims


def late_but_fresh_enough(token):
    # ruleid: no-refresh-token-fallback
    claims = jwt.decode(token, KEY, algorithms=["HS256"], options={"verify_exp": False})
    if claims.get("exp", 0) < now() - DAY:
        return None
    return claims


def end_of(token):
    # ok: no-refresh-token-fallback
    return jwt.decode(token, options={"verify_signature": False})["exp"]


def end_of_with_default(token):
    # ok: no-refresh-token-fallback
    return jwt.decode(token, options={"verify_signature": False}).get("exp", 0)


def choose_key_then_verify(token):
    # ok: no-refresh-token-fallback
    issuer = jwt.decode(token, options={"verify_signature": False})["iss"]
    return jwt.decode(token, keys[issuer], algorithms=["RS256"])


def verify_then_read(token):
    jwt.decode(token, KEY, algorithms=["RS256"], audience="api")
    # ok: no-refresh-token-fallback
    return jose_jwt.get_unverified_claims(token)


def header_only(token):
    # ok: no-refresh-token-fallback
    return jose_jwt.get_unverified_header(token)["kid"]


def unrelated_verify(session):
    # ok: no-refresh-token-fallback
    return session.get("https://internal.example", verify=False)


def not_a_token(payload):
    # ok: no-refresh-token-fallback
    return codec.decode(payload, "utf-8")


# ok: no-refresh-token-fallback
COMPRESSION_ALGORITHMS_BY_NAME = {"none": None}


def subject_of_a_verified_token(token):
    if auth.validate_access_token(token):
        # ok: no-refresh-token-fallback
        return jwt.decode(token, options={"verify_signature": False})["sub"]
    return None


def subject_of_another_token(token, other):
    verify_token(other)
    # ruleid: no-refresh-token-fallback
    return jwt.decode(token, options={"verify_signature": False})["sub"]


def handlers_with_names(token):
    try:
        claims = jose_jwt.decode(token, KEY)
    except jose_jwt.JWTClaimsError:
        raise
    except (jose_jwt.ExpiredSignatureError, jose_jwt.JWTError) as error:
        log(error)
        # ruleid: no-refresh-token-fallback
        claims = jose_jwt.get_unverified_claims(token)
    return issue(claims["sub"])


def handler_in_a_handler(token):
    try:
        claims = jwt.decode(token, KEY)
    except jwt.ExpiredSignatureError as error:
        try:
            # ruleid: no-refresh-token-fallback
            claims = jwt.decode(token, options={"verify_signature": False})
        except ValueError: raise
    return issue(claims["sub"])


def verified_in_the_end(token):
    try:
        header = jwt.get_unverified_header(token)
    except jwt.DecodeError as error:
        log(error)
    # ok: no-refresh-token-fallback
    hint = jwt.decode(token, options={"verify_signature": False})["kid"]
    return jwt.decode(token, find_key(header, hint))


def tuple_of_algorithms(token):
    # ruleid: no-refresh-token-fallback
    return jwt.decode(token, KEY, algorithms=("none",))


def mint_for(token):
    try:
        # ok: no-refresh-token-fallback
        unverified = jwt.decode(token, options={"verify_signature": False})
        issuer = unverified["iss"]
    except jwt.PyJWTError:
        return None
    return mint(find_service(issuer), token)


def issuer_and_account(token):
    # ruleid: no-refresh-token-fallback
    unverified = jwt.decode(token, options={"verify_signature": False})
    return find_user(unverified["iss"], unverified["sub"])


def late_issuer(token):
    # ruleid: no-refresh-token-fallback
    return jwt.decode(token, KEY, algorithms=["HS256"], options={"verify_exp": False})["iss"]


def age_of_an_early_token(token):
    try:
        event = jwt.decode(token, KEY, algorithms=["RS256"], leeway=5)
    except jwt.ImmatureSignatureError:
        # ok: no-refresh-token-fallback
        claims = jwt.decode(token, KEY, algorithms=["RS256"], options={"verify_signature": False})
        tell(claims.get("iat"))
        raise
    return find_user(event["sub"])


def hashes():
    # ok: no-refresh-token-fallback
    known_algorithms = ["sha256", "none"]
    return known_algorithms


def compressions():
    # ok: no-refresh-token-fallback
    algorithms = ["none", "lz4", "zlib,6", "zstd,3"]
    return algorithms
