// Takes the place of views/menu.tsx and reports/add.tsx in a saved page: views and reports are kept in a store, and a file has none.
export const ViewMenu = (): null => null;
export const AddToReport = (): null => null;
