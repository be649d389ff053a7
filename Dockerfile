# Production dependencies only; the image has its own Node, so the platform binaries stay out.
FROM node:26.10.0-slim AS deps
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:26.10.0-slim
WORKDIR /app
ENV NODE_ENV=production
ENV HOST=0.0.0.0
ENV DATABASE_URL=sqlite:/data/ventanilla.db
COPY --from=deps /app/node_modules node_modules
COPY package.json ./
COPY bin bin
COPY src src
COPY flows flows
COPY content content
RUN install -d -o node -g node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=15s CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "bin/ventanilla.js", "serve"]
