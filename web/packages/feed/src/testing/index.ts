export * from "./fake_clock";
export * from "./memory_storage";
export * from "./model_server";
export * from "./random";
