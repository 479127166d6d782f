# The registry with its editor in one small image. `docker compose up` starts it with PostgreSQL; alone it uses the embedded
# database in /data.
FROM node:24-slim AS build
WORKDIR /app
ENV CI=true TURBO_TELEMETRY_DISABLED=1
COPY . .
RUN npx --yes pnpm@10.34.9 install --frozen-lockfile \
  && npx turbo run build --filter=@action-registry/server --filter=@action-registry/editor --filter=@action-registry/cli
# The same lockfile again, without what only building and testing need.
RUN rm -rf node_modules packages/*/node_modules apps/*/node_modules e2e bench examples docs scripts apps/editor/src packages/*/src apps/*/src \
  && npx --yes pnpm@10.34.9 install --frozen-lockfile --prod --ignore-scripts \
  --filter=@action-registry/server... --filter=@action-registry/cli...

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8000 DATA_DIR=/data
RUN mkdir /data && chown node:node /data
COPY --from=build --chown=root:root /app ./
USER node
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "apps/server/dist/main.js"]
