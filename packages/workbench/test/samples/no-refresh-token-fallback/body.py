from typing import Annotated

from fastapi import Cookie


async def cookie_or_body(request):
    data = await request.json()
    # ruleid: no-refresh-token-fallback
    token = request.cookies.get("refresh_token") or data.get("refresh_token")
    return renew(token)


def body_or_cookie(request):
    # ruleid: no-refresh-token-fallback
    token = request.json.get("refresh_token") or request.cookies.get("refresh_token")
    return renew(token)


def default_of_get(request, body):
    # ruleid: no-refresh-token-fallback
    return renew(request.cookies.get("refresh_token", body.refresh_token))


def cookie_as_default(request, **options):
    # ruleid: no-refresh-token-fallback
    return renew(options.get("refresh_token", request.cookies.get("refresh_token")))


def django(request):
    refresh_token = request.COOKIES.get("refresh_token")
    if not refresh_token:
        # ruleid: no-refresh-token-fallback
        refresh_token = request.data.get("refresh_token")
    return renew(refresh_token)


async def body_then_cookie(request):
    refresh_token = None
    try:
        data = json.loads(await request.body())
        # ruleid: no-refresh-token-fallback
        refresh_token = data.get("refresh_token", "").strip()
    except ValueError:
        pass
    if not refresh_token:
        refresh_token = request.cookies.get("refresh_token", "").strip()
    return renew(refresh_token)


async def extract(request):
    data = await request.json()
    if data:
        # ruleid: no-refresh-token-fallback
        refresh_token = data.get("refresh_token", "")
        if refresh_token:
            return refresh_token
    return request.cookies.get("refresh_token")


def extract_from_form(request):
    cookie_token = request.cookies.get("refresh_token")
    if cookie_token:
        return cookie_token
    # ruleid: no-refresh-token-fallback
    return request.form.get("refresh_token")


@router.post("/refresh")
async def refresh(body: RefreshIn, refresh_token: str | None = Cookie(default=None)):
    # ruleid: no-refresh-token-fallback
    return renew(refresh_token or body.refresh_token)


@router.post("/refresh/annotated")
async def refresh_annotated(body: RefreshIn, refresh_token: Annotated[str | None, Cookie()] = None):
    if not refresh_token:
        # ruleid: no-refresh-token-fallback
        refresh_token = body.refresh_token
    return renew(refresh_token)


def query(request):
    # ruleid: no-refresh-token-fallback
    return renew(request.cookies.get("refresh_token") or request.args.get("refresh_token"))


# --- silent


async def body_only(request):
    data = await request.json()
    # ok: no-refresh-token-fallback
    refresh_token = data.get("refresh_token", "")
    if not refresh_token:
        return error(400)
    return renew(refresh_token)


def cookie_only(request):
    # ok: no-refresh-token-fallback
    refresh_token = request.cookies.get("refresh_token", "").strip()
    return renew(refresh_token) if refresh_token else error(401)


async def logout(request):
    data = await request.json()
    # ok: no-refresh-token-fallback
    token = request.cookies.get("refresh_token") or data.get("refresh_token")
    await revoke(token)


@router.post("/sessions/revoke")
async def end(request, body):
    # ok: no-refresh-token-fallback
    token = request.cookies.get("refresh_token") or body.refresh_token
    await forget(token)


def session_cookie_or_header(request):
    # ok: no-refresh-token-fallback
    return request.cookies.get("access_token") or request.headers.get("Authorization")


def identity_provider(session, refresh_token):
    # ok: no-refresh-token-fallback
    return session.post(TOKEN_URL, data={"grant_type": "refresh_token", "refresh_token": refresh_token})
