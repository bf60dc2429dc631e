FROM debian:trixie-slim AS os
FROM os AS rust
RUN echo hello; echo warn >&2; printf 'no newline'
FROM rust AS build
ARG X=1
WORKDIR /b
COPY . /src
RUN --network=none --mount=type=secret,id=tok cat /run/secrets/tok | wc -c && echo X=$X
RUN --network=none mkdir /out && echo bin$X > /out/a && for i in 1 2 3; do echo line $i; sleep 0.3; done
FROM build AS bad
RUN --network=none for i in $(seq 1 30); do echo out $i; done; echo "error: boom" >&2; exit 3
FROM scratch AS artifact
COPY --from=build /out/ /
