export * from "./feed";
export * from "./locks";
export * from "./outbox";
export * from "./outside";
export * from "./problem";
