import { createSlice } from '@reduxjs/toolkit';

export default createSlice({ name: 'ui', initialState: { theme: 'light' }, reducers: {} }).reducer;
