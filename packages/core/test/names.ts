/** Names with their verdict, in every spelling; the table that every engine must agree with. */
export const secretNames: readonly string[] = `
  password Password PASSWORD passwords userPassword user_password USER_PASSWORD user-password new_password
  newPassword confirm_password current_password old_password plain_password plainPassword hashed_password
  hashedPassword HASHED_PASSWORD hashed_passwords password_hash passwordHash password_hashes passwd passWord pwd
  user_pwd pw passphrase passcode db_pass dbPass DB_PASS dbpass database_pass smtp_pass SMTP_PASS mail_pass
  admin_pass mot_de_passe motDePasse motdepasse MotDePasse mdp contrasena contraseña senha passwort Passwort
  secret SECRET secrets client_secret clientSecret CLIENT_SECRET secret_key secretKey SECRET_KEY SecretKey
  secretkey private_key privateKey private-key PRIVATE_KEY signing_key signingKey encryption_key ENCRYPTION_KEY
  api_key apiKey API_KEY ApiKey api-key apikey apiKeys api_keys auth_key authKey access_key AWS_SECRET_ACCESS_KEY
  webhook_secret jwtSecret JWT_SECRET credential credentials Credentials CREDENTIALS creds loginCreds
  refresh_token refreshToken REFRESH_TOKEN RefreshToken refresh-token refreshtoken refresh_tokens access_token
  accessToken ACCESS_TOKEN accesstoken id_token idToken ID_TOKEN auth_token authToken AUTH_TOKEN api_token
  apiToken session_token sessionToken bearer_token bearerToken reset_token resetToken password_reset_token
  verification_token verificationToken email_verification_token invite_token inviteToken INVITE_TOKEN csrf_token
  csrfToken csrftoken CSRF_TOKEN xsrf_token xsrfToken X-CSRF-Token magic_link_token magicLinkToken token Token
  TOKEN _token __token tokens userToken github_token GITHUB_TOKEN bot_token raw_token jwt JWT jwts JWTs user_jwt
  encodedJwt JWTToken bearer Bearer authorization Authorization authorization_header cookies COOKIES set_cookie
  set-cookie Set-Cookie setCookie database_url databaseUrl DATABASE_URL DatabaseURL test_database_url db_url
  DB_URL SQLALCHEMY_DATABASE_URI SQLALCHEMY_DATABASE_URL dsn postgres_dsn connection_string connectionString
  REDIS_URL mongodb_uri postgres_url otp OTP otp_code otpCode mfa_code mfaCode totp_secret totpSecret
  one_time_code password1 password2 PASSWORD_2 token_from_request token_from_header password_for_user
  api_key_value secret_value password_field_value password_plain_text token_string new_access_token
  old_refresh_token valid_token stale_token token_response smtp_password SMTP_PASSWORD sendgrid_api_key
  OPENAI_API_KEY two_factor_secret get_refresh_token getRefreshToken create_access_token createAccessToken
  generate_reset_token client_secrets encrypted_password user_credentials login_password adminPassword
  ADMIN_PASSWORD POSTGRES_PASSWORD postgresPassword root_password token_value rawPassword encoded_jwt
`
  .trim()
  .split(/\s+/);

export const harmlessNames: readonly string[] = `
  token_nonce tokenizer Tokenizer author authors compass passed passing secretary secretariat bypass passenger passport
  keyboard monkey hockey authority authored tokenize tokenized detokenize passage trespass surpass password_length
  passwordLength password_size password_count token_count tokenCount token_type tokenType TOKEN_TYPE password_name
  secret_name secretName SECRET_NAME password_id token_id tokenId tokenIDs tokenID secret_id api_key_id apiKeyId
  access_key_id password_label passwordLabel password_error passwordError token_error password_message
  password_status passwordPolicy password_policy password_regex passwordRegex password_pattern token_expiry
  tokenExpiry token_expires token_expires_at tokenExpiresAt token_expires_in expires_in
  access_token_expire_minutes ACCESS_TOKEN_EXPIRE_MINUTES refresh_token_expire_days token_expire_seconds
  password_created_at password_updated_at password_changed_at passwordChangedAt password_min password_max
  passwordMin PASSWORD_MIN_LENGTH password_attempts token_ttl TOKEN_TTL token_timeout token_max_age
  refreshTokenMaxAge password_url reset_password_url token_url tokenUrl TOKEN_URI token_uri token_endpoint
  tokenEndpoint password_path token_path private_key_path password_field passwordField password_input
  passwordInput password_placeholder passwordPlaceholder password_ref passwordRef password_form_element
  passwordForm api_key_name token_key_name token_header_name csrf_header_name password_hint passwordHint
  password_strength passwordStrength password_rules password_schema passwordSchema password_validator
  PasswordValidator password_hasher PasswordHasher password_template token_format token_generator TokenGenerator
  token_manager TokenManager token_service TokenService token_provider token_factory token_repository
  token_handler password_dialog PasswordDialog password_page PasswordPage is_password isPassword has_password
  hasPassword should_refresh_token needs_password needsPassword must_change_password can_reset_password
  invalid_password invalidPassword INVALID_PASSWORD missing_token MISSING_TOKEN userHasPassword user_has_password
  show_password showPassword toggle_password togglePassword no_password use_token with_password without_token
  requires_password wrong_password bad_token expired_token verify_password validate_token reset_password
  resetPassword forgot_password change_password update_password prompt_tokens promptTokens completion_tokens
  completionTokens total_tokens totalTokens max_tokens maxTokens MAX_TOKENS n_tokens num_tokens input_tokens
  output_tokens tokens_used tokensUsed token_usage tokenUsage css_token design_token design_tokens designTokens
  tokens_to_generate conversationTokens token_num tokenNumber access_tokens_delete_no pw_uid token_serial token_serials TokenSerialnumber token_scopes tokens_this_month tokens_today
  xsrf_cookie_kwargs TOKEN_IS_IN_CONTAINER hashed_token hashedAuthorizationValue estimateConversationTokens
  authorization_identifier credential_uuid credentialUuids token_guid inactive_credentials_users tokenOwners
  path_mounts_credentials folderOfSecrets token_family secrets_group friendly_token friendlyToken url_token valid_tokens cache_read_tokens cacheWriteTokens thought_tokens thoughtsTokenCount audio_tokens secret_slug
  token_symbol tokenSymbol next_token nextToken page_token pageToken next_page_token nextPageToken
  continuation_token continuationToken cancellation_token cancel_token public_key publicKey PUBLIC_KEY
  publishable_key publishableKey PUBLISHABLE_API_KEY public_api_key masked_password maskedToken redacted_token
  sanitized_password safe_database_url password_masked token_preview get_user_by_token getUserByToken
  user_from_token email_from_token find_user_by_reset_token tokens_per_minute token_bucket token_budget
  token_limit tokenLimit primary_key foreign_key partition_key cache_key sort_key session_id sessionId session
  user username email keyword keys key code status_code url base_url frontend_url redirect_uri all_cookies
  cookie_name cookie_consent cookies_accepted COOKIE_NAME password_reset_email token_data_type jwt_payload
  token_claims jwt_algorithm JWT_ALGORITHM password_requirements token_expired tokenExpired token_valid
  is_token_valid password_valid auth author_id authentication idempotency_key site_key SENTRY_DSN sentry_dsn
  math_token tier_token tokens_prompt canonical_token string connection pass passes path pat pin
`
  .trim()
  .split(/\s+/);
