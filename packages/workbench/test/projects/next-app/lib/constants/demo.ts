export const DEMO_USER = 'lea';
export const DEMO_PASSWORD = 'Cerise-42!';
