// The package ships no types: it is CommonJS, and its `default` is the path of the program for this machine.
declare module "workerd" {
  const exported: { readonly default: string; readonly version: string };
  export default exported;
}
