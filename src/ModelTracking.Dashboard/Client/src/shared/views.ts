// Takes the place of views/menu.tsx in a saved page: views are kept in a store, and a file has none.
export const ViewMenu = (): null => null;
