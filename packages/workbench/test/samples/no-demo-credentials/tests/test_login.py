def test_login(client):
    # ok: no-demo-credentials
    client.post("/login", json={"username": "obi", "password": "HelloThere1!"})
