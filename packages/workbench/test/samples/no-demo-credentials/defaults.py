import os
from dataclasses import dataclass, field
from os import environ, getenv

import click
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings


# ruleid: no-demo-credentials
ADMIN_PASSWORD = os.getenv("ADMIN_PASSWORD", "admin")
# ruleid: no-demo-credentials
SMTP_PASSWORD = os.environ.get("SMTP_PASSWORD", "password")
# ruleid: no-demo-credentials
DB_PASS = environ.get("DB_PASS", "postgres")
# ruleid: no-demo-credentials
JWT_SECRET = getenv("JWT_SECRET", "change-me")
# ruleid: no-demo-credentials
SECRET_KEY = os.environ.get("SECRET_KEY") or "you will never guess"
# ruleid: no-demo-credentials
ROOT_PASSWORD = os.getenv("ROOT_PASSWORD") or "root"
# ruleid: no-demo-credentials
OTHER_PASSWORD = config("OTHER_PASSWORD", default="changeme")
# ruleid: no-demo-credentials
DJANGO_SECRET = env.str("DJANGO_SECRET_KEY", default="dev")
url = (
    "postgresql://"
    # ruleid: no-demo-credentials
    f"{os.getenv('POSTGRES_USER', 'postgres')}:{os.getenv('POSTGRES_PASSWORD', 'postgres')}@"
    f"{os.getenv('POSTGRES_HOST')}/app"
)


class Settings(BaseSettings):
    # ruleid: no-demo-credentials
    POSTGRES_PASSWORD: str = Field(default="postgres")
    # ruleid: no-demo-credentials
    admin_password: str = Field("admin", description="first account")
    # ruleid: no-demo-credentials
    secret_key: SecretStr = SecretStr("insecure")
    # ruleid: no-demo-credentials
    SESSION_SECRET: str = "dev"
    # ok: no-demo-credentials
    DEFAULT_ADMIN_PASSWORD: str = Field(default="")
    # ok: no-demo-credentials
    smtp_password: str | None = None
    # ok: no-demo-credentials
    password_min_length: int = 8
    # ok: no-demo-credentials
    PASSWORD_PATTERN: str = "[a-z]+"
    # ok: no-demo-credentials
    ACCESS_TOKEN_NAME: str = "access_token"


@dataclass
class Connection:
    host: str
    # ruleid: no-demo-credentials
    password: str = "guest"
    # ruleid: no-demo-credentials
    admin_password: str = field(default="admin1")


class Config:
    # ruleid: no-demo-credentials
    SECRET_KEY = "hard to guess"
    # ok: no-demo-credentials
    SESSION_COOKIE_NAME = "session"


# ruleid: no-demo-credentials
def connect(host, password="postgres"):
    return host, password


# ruleid: no-demo-credentials
def connect_typed(host: str, *, db_password: str = "postgres"):
    return host, db_password


# ruleid: no-demo-credentials
@click.option("--password", default="admin")
def create(password):
    return password


def from_settings(settings):
    # ruleid: no-demo-credentials
    return settings.ADMIN_PASSWORD or "admin"


# --- silent

# ok: no-demo-credentials
EMPTY = os.getenv("SMTP_PASSWORD", "")
# ok: no-demo-credentials
NONE = os.getenv("SMTP_PASSWORD", None)
# ok: no-demo-credentials
REQUIRED = os.environ["ADMIN_PASSWORD"]
# ok: no-demo-credentials
TEMPLATED = os.getenv("ADMIN_PASSWORD", "<your-password>")
# ok: no-demo-credentials
FILLED = os.getenv("ADMIN_PASSWORD", "${ADMIN_PASSWORD}")
# ok: no-demo-credentials
MASKED = os.getenv("ADMIN_PASSWORD", "********")
# ok: no-demo-credentials
USER = os.getenv("POSTGRES_USER", "postgres")
# ok: no-demo-credentials
MINUTES = os.getenv("PASSWORD_RESET_MINUTES", "30")
# ok: no-demo-credentials
RANDOM = os.getenv("SECRET_KEY", secrets.token_hex(32))
# ok: no-demo-credentials
PASSWORD = "password"
# ok: no-demo-credentials
INVALID_PASSWORD = "5020"
# ok: no-demo-credentials
LABEL_PASSWORD = "Mot de passe"
# ok: no-demo-credentials
WEAK_PASSWORDS = {"admin", "password", "123456"}
# ok: no-demo-credentials
LOCAL_URL = os.getenv("DATABASE_URL", "postgresql://postgres:postgres@localhost:5432/app")
# ok: no-demo-credentials
DEMO_PASSWORD = "HelloThere123!"


# ok: no-demo-credentials
@click.option("-p", "--password", required=True, help="Password.")
def ask(password):
    return password


SWITCHES = {
    # ok: no-demo-credentials
    "by_password": os.environ.get("ENABLE_EMAIL_PASSWORD", "1"),
    # ok: no-demo-credentials
    "with_password": os.getenv("LOGIN_WITH_PASSWORD", "true"),
    # ok: no-demo-credentials
    "google": os.environ.get("GOOGLE_CLIENT_SECRET", "0"),
}


def is_key_still_the_default(settings):
    # ok: no-demo-credentials
    if getattr(settings, "SECRET_KEY", "SECRET") == "SECRET":
        return True
    # ok: no-demo-credentials
    return os.getenv("ADMIN_PASSWORD", "admin") != "admin"


def is_password(given):
    # ruleid: no-demo-credentials
    return given == os.getenv("ADMIN_PASSWORD", "admin")
