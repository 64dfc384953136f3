# Paperhouse with all that it needs, for docker-compose.yaml. No secret and no data is in the image:
# secrets come from the environment, data lies in /data.
FROM python:3.11-slim

# As in include/commands/airflow.py, so that both forms run the same Airflow (a test compares them).
# HOME and USER: the user's number may be changed (PAPERHOUSE_UID), and one without an entry in
# /etc/passwd has neither.
ENV AIRFLOW_HOME=/data/airflow \
    AIRFLOW__CORE__DAGS_FOLDER=/opt/paperhouse/dags \
    AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION=False \
    AIRFLOW__CORE__LOAD_EXAMPLES=False \
    AIRFLOW__CORE__PARALLELISM=4 \
    AIRFLOW__CORE__DEFAULT_TIMEZONE=utc \
    AIRFLOW__API__HOST=127.0.0.1 \
    AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL=10 \
    AIRFLOW__LOGGING__LOGGING_LEVEL=INFO \
    AIRFLOW__USAGE_DATA_COLLECTION__ENABLED=False \
    DBT_SEND_ANONYMOUS_USAGE_STATS=False \
    GX_ANALYTICS_ENABLED=false \
    DO_NOT_TRACK=1 \
    HOME=/tmp \
    PAPERHOUSE_HOME=/data \
    PYTHONPATH=/opt/paperhouse \
    PYTHONUNBUFFERED=1 \
    USER=paperhouse

WORKDIR /opt/paperhouse

# An ordinary user, who owns /data and nothing else. A new volume takes owner and rights from here;
# with group 0 and a folder open to the group, any other user number can begin one as well.
RUN useradd --uid 50000 --gid 0 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin \
        paperhouse \
    && install --directory --owner 50000 --group 0 --mode 2775 /data /data/inbox

# The packages first: they change less often than the project, and take longest.
# --compile: the user below cannot write bytecode, and without it each process compiles anew.
# --no-deps: the file is complete, and older pips mistake `sqlalchemy[asyncio]` for a package without
# a pin; the check after it tells whether anything is missing.
COPY requirements.txt ./
RUN pip install --no-cache-dir --compile --no-deps --require-hashes -r requirements.txt \
    && pip check

COPY dags ./dags
COPY include ./include
COPY dbt_project ./dbt_project
RUN chmod -R a+rX . && python -m compileall -q dags include

USER 50000:0
