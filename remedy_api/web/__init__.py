"""Server-rendered page shells and the TypeScript islands that run in them."""
