// The implementation is missing on purpose.
export declare function notThere(id: string): Promise<string>;
