/** Some registries say only that a firm is listed ("是"): its code then is not known. */
export const stockCode = (listed: string) => (/\d/.test(listed) ? listed : '')
