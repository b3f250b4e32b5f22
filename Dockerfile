# One image for every process: docker-compose.yml says which one a service is.
FROM python:3.13-slim-trixie

RUN apt-get update \
 && apt-get install -y --no-install-recommends bubblewrap git openssh-client util-linux \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --create-home --home-dir /var/lib/lumastack --uid 999 lumastack

WORKDIR /srv/lumastack
COPY requirements.txt .
RUN pip install --no-cache-dir --only-binary :all: --require-hashes --no-deps -r requirements.txt
COPY . .

USER lumastack
ENV LUMASTACK_DATA_DIR=/var/lib/lumastack/data \
    LUMASTACK_HOST=0.0.0.0 \
    PYTHONUNBUFFERED=1
EXPOSE 8000
ENTRYPOINT ["python", "-m", "app.cli"]
CMD ["api"]
