# Two stages made by the steps of `make run`: the first sets up, the second holds only what runs.

FROM python:3.11-slim-bookworm AS setup
WORKDIR /src
COPY requirements.txt requirements-build.txt pyproject.toml README.md LICENSE ./
COPY scripts/set_up.py scripts/set_up.py
COPY bot bot
COPY handlers handlers
COPY config config
RUN python scripts/set_up.py runtime --into /opt/dateline --fixed

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin dateline \
    && install --directory --owner=dateline --group=dateline /data
COPY --from=setup /opt/dateline /opt/dateline
ENV PATH=/opt/dateline/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    DATELINE_DATABASE_URL=sqlite:////data/dateline.db \
    DATELINE_WEB_HOST=0.0.0.0 \
    DATELINE_LOG_FORMAT=json
# A dateline.toml that is mounted here is found without another word.
WORKDIR /data
VOLUME /data
USER 10001
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f\"http://127.0.0.1:{os.environ.get('DATELINE_WEB_PORT', '8080')}/healthz\", timeout=4)"]
ENTRYPOINT ["dateline"]
CMD ["run"]
