MODE = "None"


def login(response, pair):
    # ruleid: no-exposed-refresh-token
    response.set_cookie("refresh_token", pair.refresh, httponly=True, samesite=MODE)
