def _is_fresh(token):
    try:
        # ok: no-refresh-token-fallback
        payload: dict = jwt.decode(
            token,
            KEY,
            options={"verify_exp": False},
        )
    except jwt.PyJWTError:
        return False

    note = """
    the end
"""
    return payload.get("exp", 0) > now()


def remaining(token):
    # ok: no-refresh-token-fallback
    claims = jwt_decode(token, KEY, options={"verify_exp": False})
    return claims["exp"] - claims["iat"]


def remaining_of_whom(token):
    # ruleid: no-refresh-token-fallback
    claims = jwt_decode(token, KEY, options={"verify_exp": False})
    left = claims["exp"] - claims["iat"]
    return claims["sub"], left


def next_function(token):
    # ruleid: no-refresh-token-fallback
    claims = decode(token, KEY, options={"verify_exp": False})
    return find_user(claims)


def end_of_another(token, claims):
    left = claims["exp"] - now()
    # ruleid: no-refresh-token-fallback
    payload = decode(token, KEY, options={"verify_exp": False})
    return left, find_user(payload)
