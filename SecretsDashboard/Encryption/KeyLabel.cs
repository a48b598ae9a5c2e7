namespace SecretsDashboard.Encryption;

/// <summary>What a subkey of the root key is used for; each label gives an independent key.</summary>
internal enum KeyLabel
{
    DataKeyWrap,
    RowMac,
    AuditMac,
    UserFactor,
    DataProtection,
    Backup,
    Token,
    Link,
    RecoveryCode,
}
