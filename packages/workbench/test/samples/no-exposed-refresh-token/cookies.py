REFRESH_COOKIE = "refresh_token"


def starlette(response, refresh_token, access_token, settings, options):
    # ruleid: no-exposed-refresh-token
    response.set_cookie("refresh_token", refresh_token)
    # ruleid: no-exposed-refresh-token
    response.set_cookie(key="refresh_token", value=refresh_token, httponly=False, secure=True)
    response.set_cookie(
        # ruleid: no-exposed-refresh-token
        key="access_token",
        value=access_token,
        max_age=900,
        samesite="lax",
    )
    # ruleid: no-exposed-refresh-token
    response.set_cookie(REFRESH_COOKIE, refresh_token, secure=True)
    # ruleid: no-exposed-refresh-token
    response.set_cookie(settings.REFRESH_COOKIE_NAME, value, secure=True)
    # ruleid: no-exposed-refresh-token
    response.set_cookie("session", refresh_token, secure=True)
    # ruleid: no-exposed-refresh-token
    response.set_cookie("refresh_token", refresh_token, httponly=True, samesite="none")
    # ruleid: no-exposed-refresh-token
    response.set_cookie("refresh_token", refresh_token, httponly=True, samesite="None", secure=False)
    # ruleid: no-exposed-refresh-token
    response.headers["Set-Cookie"] = f"refresh_token={refresh_token}; Path=/"
    # ruleid: no-exposed-refresh-token
    response.headers.append("set-cookie", f"refresh_token={refresh_token}; HttpOnly; SameSite=None")
    # ruleid: no-exposed-refresh-token
    return Cookie(key="refresh_token", value=refresh_token, secure=True)


# --- silent


def silent(response, refresh_token, csrf_token, settings, options, is_production):
    # ok: no-exposed-refresh-token
    response.set_cookie("refresh_token", refresh_token, httponly=True, secure=True, samesite="lax")
    # ok: no-exposed-refresh-token
    response.set_cookie("refresh_token", refresh_token, httponly=True)
    # ok: no-exposed-refresh-token
    response.set_cookie("refresh_token", refresh_token, httponly=settings.COOKIE_HTTPONLY)
    # ok: no-exposed-refresh-token
    response.set_cookie("refresh_token", refresh_token, **options)
    # ok: no-exposed-refresh-token
    response.set_cookie("refresh_token", refresh_token, httponly=True, samesite="none", secure=True)
    # ok: no-exposed-refresh-token
    response.set_cookie("refresh_token", refresh_token, httponly=True, samesite="none", secure=is_production)
    # ok: no-exposed-refresh-token
    response.set_cookie("csrf_token", csrf_token, httponly=False)
    # ok: no-exposed-refresh-token
    response.set_cookie("locale", "fr")
    # ok: no-exposed-refresh-token
    response.set_cookie("refresh_token", "", max_age=0)
    # ok: no-exposed-refresh-token
    response.delete_cookie("refresh_token")
    # ok: no-exposed-refresh-token
    response.headers["Set-Cookie"] = f"refresh_token={refresh_token}; HttpOnly; Secure; SameSite=None"
    # ok: no-exposed-refresh-token
    response.headers["Set-Cookie"] = "refresh_token=; Max-Age=0"


def named_otherwise(response, value):
    # ruleid: no-exposed-refresh-token
    response.set_cookie("jwt", value)
    # ruleid: no-exposed-refresh-token
    response.set_cookie(key="auth_token", value=value, samesite="none", httponly=True)
    # ok: no-exposed-refresh-token
    response.set_cookie("jwt", value, httponly=True)
    # ok: no-exposed-refresh-token
    response.set_cookie("token_type", value)
    # ok: no-exposed-refresh-token
    response.set_cookie("page_token", value)
    # ok: no-exposed-refresh-token
    response.set_cookie("is_access_token_expired", "true")
