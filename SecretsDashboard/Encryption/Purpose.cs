namespace SecretsDashboard.Encryption;

/// <summary>
/// What a sealed blob is for; one byte of its header and part of what is authenticated.
/// A blob sealed for one purpose never opens for another.
/// </summary>
internal enum Purpose : byte
{
    SecretValue = 0x01,
    WrappedDataKey = 0x02,
    Slot = 0x03,
    DataProtectionRow = 0x04,
    TotpSeed = 0x05,
    BackupHeader = 0x06,
    Mask = 0x07,
}
