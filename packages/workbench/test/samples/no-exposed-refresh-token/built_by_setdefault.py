def login(request, pair):
    body = describe(pair.user)
    body.setdefault(
        "refresh_token",
        # ruleid: no-exposed-refresh-token
        pair.refresh,
    )
    return JSONResponse(body)
