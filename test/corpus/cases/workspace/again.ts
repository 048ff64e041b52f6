export { getSession as openSession, getProfile } from './api.ts';
export * from './state.ts';
export { default as Store } from './store.ts';
