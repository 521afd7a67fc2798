from pydantic import BaseModel


class TokenPair(BaseModel):
    access_token: str
    refresh_token: str


class AccessOnly(BaseModel):
    access_token: str


async def starlette(request):
    tokens = issue(request)
    # ruleid: no-exposed-refresh-token
    return JSONResponse({"access_token": tokens.access, "refresh_token": tokens.refresh})


async def content(request):
    return JSONResponse(
        content={
            "user": 1,
            # ruleid: no-exposed-refresh-token
            "refresh_token": tokens["refresh_token"],
        },
        status_code=200,
    )


async def variable(request):
    body = {
        "access_token": access,
        # ruleid: no-exposed-refresh-token
        "refresh_token": refresh,
    }
    return JSONResponse(body)


async def key_by_key(response, token_data, refresh_token):
    response_data = token_data.copy()
    if refresh_token:
        # ruleid: no-exposed-refresh-token
        response_data["refresh_token"] = refresh_token
    response.body = json.dumps(response_data).encode("utf-8")
    return response


@app.route("/login", methods=["POST"])
def flask_login():
    # ruleid: no-exposed-refresh-token
    return jsonify(access_token=access, refresh_token=refresh)


class Login(APIView):
    def post(self, request):
        # ruleid: no-exposed-refresh-token
        return Response({"refreshToken": refresh})


@router.post("/token")
async def fastapi_dict():
    # ruleid: no-exposed-refresh-token
    return {"access_token": access, "refresh_token": refresh, "token_type": "bearer"}


@router.post("/login", response_model=TokenPair)
async def fastapi_model(db):
    token_data = create_tokens(db)
    # ruleid: no-exposed-refresh-token
    return token_data


@router.post("/login-annotated")
async def fastapi_annotated(db) -> TokenPair:
    # ruleid: no-exposed-refresh-token
    return create_tokens(db)


# --- silent


@router.post("/access", response_model=AccessOnly)
async def access_only(db):
    # ok: no-exposed-refresh-token
    return create_tokens(db)


async def access_body(request):
    # ok: no-exposed-refresh-token
    return JSONResponse({"access_token": token, "token_type": "bearer"})


def service(user):
    # ok: no-exposed-refresh-token
    return {"access_token": access, "refresh_token": refresh}


def replaced(tokens):
    # ok: no-exposed-refresh-token
    response = JSONResponse({"access_token": access, "refresh_token": refresh})
    response.body = json.dumps({"access_token": access}).encode()
    return response


def upstream(client, refresh_token):
    # ok: no-exposed-refresh-token
    return client.post(URL, json={"grant_type": "refresh_token", "refresh_token": refresh_token})


async def emptied(request):
    # ok: no-exposed-refresh-token
    return JSONResponse({"access_token": access, "refresh_token": None})


async def presence(request):
    # ok: no-exposed-refresh-token
    return JSONResponse({"has_refresh_token": bool(token), "refresh_token_expires_in": 3600})


class Login(APIView):
    def post(self, request):
        refresh = RefreshToken.for_user(request.user)
        # ruleid: no-exposed-refresh-token
        return Response({"refresh": str(refresh), "access": str(refresh.access_token)})

    def get(self, request):
        refresh = RefreshToken.for_user(request.user)
        # ok: no-exposed-refresh-token
        return Response({"access": str(refresh.access_token)})


def dictionary_replaced(refresh_token):
    # ok: no-exposed-refresh-token
    body = {"refresh_token": refresh_token}
    save(body)
    body = {"ok": True}
    return JSONResponse(body)


@router.post("/auth/session")
async def open_session(request, db):
    if not request.session:
        return None
    tokens = await create_tokens(db)
    answer = {"access_token": tokens.access}
    if wants_both(request):
        # ruleid: no-exposed-refresh-token
        answer["refresh_token"] = tokens.refresh
    return answer


@router.post("/auth/extended")
async def open_extended_session(request, db):
    tokens = await create_tokens(db)
    answer = {"access_token": tokens.access}
    # ruleid: no-exposed-refresh-token
    answer.update({"refresh_token": tokens.refresh})
    return answer


@router.post("/auth/kept")
async def keep_session(request, db):
    tokens = await create_tokens(db)
    row = {"access_token": tokens.access}
    # ok: no-exposed-refresh-token
    row["refresh_token"] = tokens.refresh
    await db.insert(row)
    return {"access_token": tokens.access}


async def made_by_dict(request):
    # ruleid: no-exposed-refresh-token
    return ORJSONResponse(content=dict(access_token=access, refresh_token=make_refresh()))


@router.post("/login")
async def returned_dict(request):
    # ruleid: no-exposed-refresh-token
    return dict(access_token=access, refresh_token=make_refresh())


async def handed_to_a_client(request):
    # ok: no-exposed-refresh-token
    return await client.post(url, data=dict(refresh_token=request.token))


def text_of_a_response(body, refresh):
    # ruleid: no-exposed-refresh-token
    body["refresh_token"] = refresh
    return HttpResponse(json.dumps(body), content_type="application/json")


def text_by_keyword(body, refresh):
    # ruleid: no-exposed-refresh-token
    body["refresh_token"] = refresh
    return web.Response(text=json.dumps(body))


def text_of_a_lambda(event, refresh):
    body = {}
    # ruleid: no-exposed-refresh-token
    body["refresh_token"] = refresh
    return {"statusCode": 200, "body": json.dumps(body)}


@app.post("/login")
def text_of_a_handler(refresh):
    body = {}
    # ruleid: no-exposed-refresh-token
    body["refresh_token"] = refresh
    return json.dumps(body)


class TornadoLogin:
    def post(self, refresh):
        body = {}
        # ruleid: no-exposed-refresh-token
        body["refresh_token"] = refresh
        self.write(json.dumps(body))


def stored_text(redis, key, token_data, refresh):
    # ok: no-exposed-refresh-token
    token_data["refresh_token"] = refresh
    redis.setex(key, 60, json.dumps(token_data))


def text_for_a_column(token_data, refresh):
    # ok: no-exposed-refresh-token
    token_data["refresh_token"] = refresh
    return json.dumps(token_data)


def text_in_a_file(path, token_data, refresh):
    # ok: no-exposed-refresh-token
    token_data["refresh_token"] = refresh
    with open(path, "w") as file:
        file.write(json.dumps(token_data))


def text_of_a_column(record, token_data, refresh):
    # ok: no-exposed-refresh-token
    token_data["refresh_token"] = refresh
    record.data = json.dumps(token_data)


def data_of_a_response(response, body, refresh):
    # ruleid: no-exposed-refresh-token
    body["refresh_token"] = refresh
    response.data = json.dumps(body)
