/** How an outcome arrives. From the word outcome on, all three take one road. */
export type Model = 'call' | 'lead' | 'appointment';
