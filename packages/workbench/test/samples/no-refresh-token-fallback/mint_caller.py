def _verify(token):
    return token


# A function that is named for something else.
def renew(
    access_token: str,
) -> str:
    claims = jwt.decode(access_token, KEY, algorithms=["HS256"])
    # ruleid: no-refresh-token-fallback
    return create_refresh_token(claims["sub"])


def handle(request):
    # ruleid: no-refresh-token-fallback
    return renew(request.cookies["access_token"])
