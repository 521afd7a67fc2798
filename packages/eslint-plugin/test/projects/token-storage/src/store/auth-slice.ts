import { createSlice } from '@reduxjs/toolkit';

const slice = createSlice({ name: 'auth', initialState: { authToken: '', user: '' }, reducers: {} });

export default slice.reducer;
