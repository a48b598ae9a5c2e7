using SecretsDashboard.Encryption;

namespace SecretsDashboard.Tests.Encryption;

/// <summary>Data keys: wrapped for one project and version, opened once, forgotten on demand.</summary>
public sealed class ProjectKeysTests : IDisposable
{
    private readonly RootKey root = KnownAnswers.RootKey();

    public void Dispose() => root.Dispose();

    [Fact]
    public void Get_KnownAnswer2_GivesTheDataKey()
    {
        using var keys = new ProjectKeys(root);

        var key = keys.Get(KnownAnswers.Project, KnownAnswers.DataKeyVersion, Convert.FromHexString(KnownAnswers.WrappedDataKeyBlob));

        Assert.Equal(KnownAnswers.Ascending(0x40, 32), key.Bytes.ToArray());
    }

    [Fact]
    public void CreateSealed_NewKey_OpensAfterARestart()
    {
        using var keys = new ProjectKeys(root);
        using var later = new ProjectKeys(root);

        var wrapped = keys.CreateSealed(KnownAnswers.Project, 1);

        Assert.Equal(keys.Get(KnownAnswers.Project, 1, wrapped).Bytes.ToArray(), later.Get(KnownAnswers.Project, 1, wrapped).Bytes.ToArray());
        Assert.Equal(root.Epoch, Envelope.KeyIdOf(wrapped));
        Assert.Equal((byte)Purpose.WrappedDataKey, wrapped[5]);
    }

    [Fact]
    public void Get_AskedTwice_OpensOnce()
    {
        using var keys = new ProjectKeys(root);
        var wrapped = Convert.FromHexString(KnownAnswers.WrappedDataKeyBlob);

        Assert.Same(keys.Get(KnownAnswers.Project, 3, wrapped), keys.Get(KnownAnswers.Project, 3, wrapped));
    }

    [Fact]
    public void Get_AnotherProjectOrVersionOrEpoch_Refuses()
    {
        using var keys = new ProjectKeys(root);
        using var nextRoot = new RootKey(KnownAnswers.Instance, 2, KnownAnswers.Ascending(0x20, 32));
        using var nextKeys = new ProjectKeys(nextRoot);
        var wrapped = keys.CreateSealed(KnownAnswers.Project, 1);

        Assert.Throws<EnvelopeException>(() => keys.Get(KnownAnswers.Secret, 1, wrapped));
        Assert.Throws<EnvelopeException>(() => keys.Get(KnownAnswers.Project, 2, wrapped));
        Assert.Throws<EnvelopeException>(() => nextKeys.Get(KnownAnswers.Project, 1, wrapped));
    }

    [Fact]
    public void Get_AlteredWrappingOfACachedKey_Refuses()
    {
        using var keys = new ProjectKeys(root);
        var wrapped = keys.CreateSealed(KnownAnswers.Project, 1);

        Assert.Throws<EnvelopeException>(() => keys.Get(KnownAnswers.Project, 1, KnownAnswers.WithBitFlipped(wrapped, 400)));
    }

    [Fact]
    public void Get_StoredKeyAfterAnUnstoredOne_GivesTheStoredKey()
    {
        using var keys = new ProjectKeys(root);
        using var reader = new ProjectKeys(root);
        var stored = keys.CreateSealed(KnownAnswers.Project, 1);
        _ = keys.CreateSealed(KnownAnswers.Project, 1);

        Assert.Equal(reader.Get(KnownAnswers.Project, 1, stored).Bytes.ToArray(), keys.Get(KnownAnswers.Project, 1, stored).Bytes.ToArray());
    }

    [Fact]
    public void Get_WrappedKeyOfWrongSize_Refuses()
    {
        using var keys = new ProjectKeys(root);
        var context = SealingContext.WrappedDataKey(root.Instance, KnownAnswers.Project, 1);
        var wrapped = Envelope.Seal(root.Subkey(KeyLabel.DataKeyWrap), root.Epoch, context, new byte[31]);

        Assert.Throws<EnvelopeException>(() => keys.Get(KnownAnswers.Project, 1, wrapped));
    }

    [Fact]
    public void Forget_Project_DropsItsKeysOnlyAndLeavesThemUsable()
    {
        using var keys = new ProjectKeys(root);
        var wrapped = keys.CreateSealed(KnownAnswers.Project, 1);
        var other = keys.CreateSealed(KnownAnswers.Secret, 1);
        var (before, otherBefore) = (keys.Get(KnownAnswers.Project, 1, wrapped), keys.Get(KnownAnswers.Secret, 1, other));

        keys.Forget(KnownAnswers.Project);

        Assert.NotSame(before, keys.Get(KnownAnswers.Project, 1, wrapped));
        Assert.Same(otherBefore, keys.Get(KnownAnswers.Secret, 1, other));
        Assert.Equal(32, before.Bytes.Length);
    }

    [Fact]
    public void GetAndForget_FromManyThreads_AlwaysGiveTheSameKey()
    {
        using var keys = new ProjectKeys(root);
        var wrapped = Convert.FromHexString(KnownAnswers.WrappedDataKeyBlob);

        Parallel.For(0, 2_000, turn =>
        {
            if (turn % 10 == 0)
            {
                keys.Forget(KnownAnswers.Project);
            }

            var key = keys.Get(KnownAnswers.Project, 3, wrapped);
            using var lease = key.Lease();
            Assert.True(lease.Bytes.SequenceEqual(KnownAnswers.Ascending(0x40, 32)));
        });
    }
}
