def oauth_exchange(tokens, request, db):
    # ruleid: no-refresh-token-fallback
    a = tokens.refresh_token or tokens.access_token
    # ruleid: no-refresh-token-fallback
    b = tokens.get("refresh_token") or tokens.get("access_token")
    # ruleid: no-refresh-token-fallback
    c = refresh_token if refresh_token else access_token
    # ruleid: no-refresh-token-fallback
    d = tokens.get("refresh_token", tokens["access_token"])
    # ruleid: no-refresh-token-fallback
    e = tokens.get("refresh_token", access_token)
    # ruleid: no-refresh-token-fallback
    f = refresh_token if refresh_token is not None else id_token
    # ruleid: no-refresh-token-fallback
    g = access_token if not refresh_token else refresh_token
    # ruleid: no-refresh-token-fallback
    h = getattr(tokens, "refresh_token", tokens.access_token)
    # ruleid: no-refresh-token-fallback
    i = request.cookies.get("refresh_token") or request.cookies.get("access_token", "")
    # ruleid: no-refresh-token-fallback
    j = refresh_token or token
    return renew(a, b, c, d, e, f, g, h, i, j)


def branch(refresh_token, access_token):
    token = refresh_token
    if not refresh_token:
        # ruleid: no-refresh-token-fallback
        token = access_token
    return renew(token)


def branch_none(request):
    refresh_token = request.cookies.get("refresh_token")
    if refresh_token is None:
        # ruleid: no-refresh-token-fallback
        refresh_token = request.cookies.get("access_token")
    return renew(refresh_token)


async def branch_through_call(request):
    refresh_token = await read(request)
    if not refresh_token:
        access_token = request.cookies.get("access_token", "").strip()
        # ruleid: no-refresh-token-fallback
        refresh_token = await in_thread(recover, access_token)
    return renew(refresh_token)


def else_branch(refresh_token, access_token):
    if refresh_token:
        token = refresh_token
    else:
        # ruleid: no-refresh-token-fallback
        token = access_token
    return renew(token)


def matched(refresh_token, access_token):
    match refresh_token:
        case None:
            # ruleid: no-refresh-token-fallback
            token = access_token
        case value:
            token = value
    return renew(token)


def by_exception(tokens):
    try:
        token = tokens["refresh_token"]
    except KeyError:
        # ruleid: no-refresh-token-fallback
        token = tokens["access_token"]
    return renew(token)


def get_refresh_token(refresh_token, access_token):
    if not refresh_token:
        # ruleid: no-refresh-token-fallback
        return access_token
    return refresh_token


def same_for_both(access_token):
    # ruleid: no-refresh-token-fallback
    return TokenPair(access_token=access_token, refresh_token=access_token)


# ruleid: no-refresh-token-fallback
def recover_refresh_token_from_access_token(db, access_token: str):
    user = find_user(db, access_token)
    return create_user_tokens(user).refresh_token


def caller(db, access_token):
    # ruleid: no-refresh-token-fallback
    return recover_refresh_token_from_access_token(db, access_token)


def reissue(access_token):
    claims = jwt.decode(access_token, KEY, algorithms=["HS256"])
    user = find(claims["sub"])
    # ruleid: no-refresh-token-fallback
    return create_refresh_token(user)


def handler(request):
    # ruleid: no-refresh-token-fallback
    return reissue(request.cookies["access_token"])


# --- silent


def rotation(new_refresh_token, old_refresh_token, request, settings):
    # ok: no-refresh-token-fallback
    token = new_refresh_token or old_refresh_token
    # ok: no-refresh-token-fallback
    if refresh_token or access_token:
        log("signed in")
    # ok: no-refresh-token-fallback
    while not (refresh_token or access_token):
        wait()
    # ok: no-refresh-token-fallback
    token = request.cookies.get("access_token") or request.headers.get("Authorization")
    # ok: no-refresh-token-fallback
    secret = settings.REFRESH_TOKEN_SECRET or settings.ACCESS_TOKEN_SECRET
    # ok: no-refresh-token-fallback
    lifetime = settings.REFRESH_TOKEN_EXPIRE_MINUTES or settings.ACCESS_TOKEN_EXPIRE_MINUTES
    # ok: no-refresh-token-fallback
    both = bool(refresh_token or access_token)
    # ok: no-refresh-token-fallback
    maybe = tokens.get("refresh_token", "")
    # ok: no-refresh-token-fallback
    value = tokens.get("refresh_token") or None
    # ok: no-refresh-token-fallback
    renewed = response.get("refresh_token", refresh_token)
    # ok: no-refresh-token-fallback
    text = "yes" if (refresh_token or access_token) else "no"
    return token, secret, lifetime, both, maybe, value, renewed, text


def missing(refresh_token):
    if not refresh_token:
        # ok: no-refresh-token-fallback
        raise HTTPException(401, "No refresh token, the access token is no fallback")
    return renew(refresh_token)


def client_credentials(refresh_token, config):
    if not refresh_token:
        # ok: no-refresh-token-fallback
        access_token = fetch_access_token(config)
    else:
        access_token = refresh_access_token(refresh_token)
    return access_token


def login(user):
    # ok: no-refresh-token-fallback
    access_token = create_access_token(user)
    # ok: no-refresh-token-fallback
    refresh_token = create_refresh_token(user)
    # ok: no-refresh-token-fallback
    return Token(access_token=access_token, refresh_token=refresh_token)


def refresh_access_token(db, refresh_token, fallback=None):
    # A fallback to the access token would be wrong here.
    # ok: no-refresh-token-fallback
    claims = jwt.decode(refresh_token, KEY, algorithms=["HS256"])
    # ok: no-refresh-token-fallback
    return create_refresh_token(claims["sub"])


def restore_session(access_token):
    claims = tokens.read_claims(access_token)
    # ruleid: no-refresh-token-fallback
    return create_refresh_token({"sub": claims["sub"]})


def rotate_session(refresh_token):
    claims = tokens.read_claims(refresh_token)
    # ok: no-refresh-token-fallback
    return create_refresh_token({"sub": claims["sub"]})


def test_recovery(session, access_token):
    # ok: no-refresh-token-fallback
    token = recover_refresh_token_from_access_token(session, access_token)
    assert token is None


class TestRecovery:
    async def test_expired(self, session, access_token):
        # ok: no-refresh-token-fallback
        assert await recover_refresh_token_from_access_token(session, access_token) is None


def take_back(token):
    # ok: no-refresh-token-fallback
    token_to_revoke = token.refresh_token if token.refresh_token else token
    token_to_revoke.revoke()


def end_all(client, access_token, refresh_token):
    # ok: no-refresh-token-fallback
    token = refresh_token or access_token
    revoke_token(token)


def logout(client, access_token, refresh_token):
    # ok: no-refresh-token-fallback
    client.post("/end", json={"token": refresh_token or access_token})


async def end_later(client, access_token, refresh_token):
    token = refresh_token
    if not token:
        # ok: no-refresh-token-fallback
        token = access_token
    if client.open:
        return await client.revoke_token(token, hint=None)


def end_directly(client, access_token, refresh_token):
    # ok: no-refresh-token-fallback
    client.revoke_token(refresh_token or access_token)


def end_one_and_renew_another(client, access_token, refresh_token, other):
    # ruleid: no-refresh-token-fallback
    token = refresh_token or access_token
    revoke_token(other)
    return client.renew(token)


def sign_out_with_text_at_the_margin(client, access_token, refresh_token):
    query = """
select 1
"""
    # ok: no-refresh-token-fallback
    token = refresh_token or access_token
    return client.end(query, token)


async def logout_with_a_long_signature(
    client,
    access_token: str = "",
    refresh_token: str = "",
) -> None:
    # ok: no-refresh-token-fallback
    token = refresh_token or access_token
    await client.end(token)


class Sessions:
    async def revoke_one(self, access_token, refresh_token):
        # ok: no-refresh-token-fallback
        token = refresh_token or access_token
        await self.end(token)

    async def renew_one(self, access_token, refresh_token):
        # ruleid: no-refresh-token-fallback
        token = refresh_token or access_token
        await self.renew(token)


def end_in_several_ways(client, access_token, refresh_token):
    client.sessions.invalidate(
        # ok: no-refresh-token-fallback
        refresh_token or access_token,
        "a text with a bracket (",
    )
    # ok: no-refresh-token-fallback
    client.sessions(1).blacklist[0].add(refresh_token or access_token)
    (
        client.blacklist
        # ok: no-refresh-token-fallback
        .add(refresh_token or access_token)
    )
    # ok: no-refresh-token-fallback
    revoked = refresh_token or access_token
    # ok: no-refresh-token-fallback
    revoked_tokens["last"] = refresh_token or access_token
    # ok: no-refresh-token-fallback
    revoked_token: str = refresh_token or access_token
    client.end(revoked, revoked_token)


def renew_beside_the_word(client, access_token, refresh_token, revoked):
    # ruleid: no-refresh-token-fallback
    client.renew(revoked=False, token=refresh_token or access_token)
    # the old one is revoked (see above)
    # ruleid: no-refresh-token-fallback
    token = refresh_token or access_token
    # ruleid: no-refresh-token-fallback
    client.note("revoked"), client.renew(refresh_token or access_token)
    # ruleid: no-refresh-token-fallback
    if revoked: token = refresh_token or access_token
    return client.renew(token)


def taken_when_missing(data, access_token):
    try:
        return data["refresh_token"]
    except KeyError as error:
        log(error)
        # ruleid: no-refresh-token-fallback
        return access_token


def set_when_missing(data, access_token):
    try:
        token = data["refresh_token"]
    except (KeyError, TypeError) as error:
        # ruleid: no-refresh-token-fallback
        token = access_token
    return renew(token)


def under_another_name(request):
    token = request.cookies.get("refresh_token")
    log(1)
    if token is None:
        # ruleid: no-refresh-token-fallback
        token = request.cookies.get("access_token")
    return renew(token)


def under_another_name_over_lines(data):
    found = data.get(
        "refresh_token",
    )
    if not found:
        log(2)
        # ruleid: no-refresh-token-fallback
        found = data["access_token"]
    return renew(found)


def another_variable(request, user):
    token = request.cookies.get("refresh_token")
    if not token:
        # ok: no-refresh-token-fallback
        user = request.access_token
    if not user:
        # ok: no-refresh-token-fallback
        token = request.access_token
    return renew(token, user)


def an_access_token_of_its_own(data):
    ttl = settings.refresh_token_minutes
    if not ttl:
        # ok: no-refresh-token-fallback
        ttl = settings.access_token
    token = data.refresh_token
    token = data.token
    if not token:
        # ok: no-refresh-token-fallback
        token = data.access_token
    return token, ttl


class Refusals:
    async def refused(self, tokens, session):
        async with session() as db:
            with pytest.raises(TokenInvalidError):
                # ok: no-refresh-token-fallback
                await AuthService.refresh_tokens(db=db, refresh_token=tokens.access_token)
            with pytest.raises(TokenInvalidError, match="type") as info:
                # ok: no-refresh-token-fallback
                AuthService.refresh_tokens(db=db, refresh_token=tokens.access_token)
            with self.assertRaises(TokenInvalidError):
                # ok: no-refresh-token-fallback
                AuthService.refresh_tokens(db=db, refresh_token=tokens.access_token)
            # ruleid: no-refresh-token-fallback
            await AuthService.refresh_tokens(db=db, refresh_token=tokens.access_token)
