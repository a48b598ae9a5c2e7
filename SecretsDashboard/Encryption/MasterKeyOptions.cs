namespace SecretsDashboard.Encryption;

/// <summary>Where the master key comes from. <see cref="MasterKey"/> wins over the file; empty settings count as not given.</summary>
internal sealed class MasterKeyOptions
{
    /// <summary>Path of the key file, relative to the content root; default <c>keys/master.key</c>.</summary>
    public string? MasterKeyFile { get; set; }

    /// <summary>The key itself, 64 hexadecimal digits or base64 of exactly 32 bytes.</summary>
    public string? MasterKey { get; set; }
}
