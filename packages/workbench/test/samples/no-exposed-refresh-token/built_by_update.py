def login(request, pair):
    body = describe(pair.user)
    # ruleid: no-exposed-refresh-token
    body.update({"user": {"name": pair.user.name}, "refresh_token": pair.refresh})
    return JSONResponse(body)
