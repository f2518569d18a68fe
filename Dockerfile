# The service as a small image: CPU build of torch, a user without rights, one volume for data.
# The version of the base is a whole one, on the Python that the tests ran with; only a digest makes the image the same
# whenever it is built: docs/operate.md says how to build with that of the base you have tested.
ARG PYTHON_IMAGE=python:3.11.11-slim-bookworm
FROM ${PYTHON_IMAGE}

ENV PIP_NO_CACHE_DIR=1 PYTHONUNBUFFERED=1 HF_HUB_OFFLINE=1
WORKDIR /opt/peerpolis

# With sentence-transformers, for any model by name; torch from the CPU index first: the default Linux build brings
# 4 GB of CUDA libraries that a server without a GPU never loads.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
COPY constraints.txt ./
RUN pip install --constraint constraints.txt torch --index-url "$TORCH_INDEX"

COPY pyproject.toml README.md LICENCE ./
COPY graph graph
COPY matching matching
COPY seed seed
COPY api api
COPY peerpolis peerpolis
RUN pip install --constraint constraints.txt ".[sentence-transformers]" && useradd --create-home --uid 10001 peerpolis && install -d -o peerpolis /data

USER peerpolis
ENV PEERPOLIS_GRAPH=sqlite:////data/graph.sqlite PEERPOLIS_CACHE=/data/cache \
    PEERPOLIS_DECISIONS=/data/decisions.csv PEERPOLIS_HOST=0.0.0.0 PEERPOLIS_PORT=8000
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=120s \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/api/v1/health/live', timeout=4)"]
CMD ["peerpolis", "serve"]
