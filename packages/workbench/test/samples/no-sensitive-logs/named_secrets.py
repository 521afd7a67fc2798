def read_secrets(client, keys):
    secrets = {}
    for secret in keys:
        try:
            secrets[secret] = client.get_secret(secret).value
        except NotFound as error:
            # ok: no-sensitive-logs
            logger.warning(f"Exception while reading secret '{secret}': {error.reason}")
    return secrets


def show(client, name):
    client_secret = client.get_secret(name).value
    # ruleid: no-sensitive-logs
    logger.warning(f"Secret '{client_secret}' was read")
