@router.post("/login")
def login(pair):
    # ruleid: no-exposed-refresh-token
    return JSONResponse(dict(user=describe(pair.user), refresh_token=pair.refresh))
