using System.Runtime.Versioning;
using SecretsDashboard.Cli;

namespace SecretsDashboard.Tests.Cli;

/// <summary>Which files with a key or a token are used, and what mends the others: as people keep them, and as Docker, Kubernetes and systemd mount them.</summary>
[SupportedOSPlatform("linux")]
public sealed class KeptFileTests
{
    private const uint Me = 1000;
    private const uint MyGroup = 2000;

    private static readonly string[] Mounts =
    [
        "22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw",
        "23 22 0:21 / /run rw,nosuid - tmpfs tmpfs rw,mode=755",
        "24 23 0:40 / /run/secrets ro,relatime - tmpfs tmpfs rw",
        "25 22 0:41 / /etc/sd\\040key ro,relatime shared:1 - tmpfs tmpfs rw",
        "26 22 8:1 /srv/token /run/token ro,relatime - ext4 /dev/sda1 rw",
        "27 22 8:2 / /data ro,relatime - ext4 /dev/sda2 rw",
        "28 23 0:42 / /run/credentials/sd.service ro,nosuid - ramfs none rw",
        "29 22 0:43 / /mnt/writable rw,relatime - tmpfs tmpfs rw",
    ];

    [Theory]
    [InlineData("/run/secrets/key", true, true)]
    [InlineData("/etc/sd key/..2026/key", true, true)]
    [InlineData("/run/token", true, true)]
    [InlineData("/run/credentials/sd.service/key", true, true)]
    [InlineData("/run/secretsother", false, false)]
    [InlineData("/data/key", true, false)]
    [InlineData("/mnt/writable/key", false, false)]
    [InlineData("/etc/key", false, false)]
    public void FileMount_Table(string path, bool isReadOnly, bool isOwn) => Assert.Equal(new FileMount(isReadOnly, isOwn), FileMount.Of(path, Mounts));

    [Theory]
    [InlineData("/")]
    [InlineData("/run")]
    [InlineData("/tmp")]
    [InlineData("/run/user/1000")]
    public void FileMount_AsAServiceSeesTheSystem_IsNotItsOwn(string place) =>
        Assert.Equal(new FileMount(true, false), FileMount.Of($"{place.TrimEnd('/')}/key", [$"22 1 0:1 / {place} ro,relatime - tmpfs tmpfs rw"]));

    [Theory]
    [InlineData("0600", Me, 0, false)]
    [InlineData("0400", Me, 0, false)]
    [InlineData("0440", 0, MyGroup, false)]
    [InlineData("0640", 0, MyGroup, false)]
    [InlineData("0440", 0, 77, true)]
    [InlineData("0444", 0, 0, true)]
    [InlineData("0644", 0, 0, true)]
    [InlineData("0444", Me, 0, true)]
    public void Problem_NobodyElseGains_IsNone(string mode, uint owner, uint group, bool isOwnMount) => Assert.Null(Problem(mode, owner, group, new(isOwnMount, isOwnMount)));

    [Theory]
    [InlineData("0640", Me, MyGroup, false, "run chmod 600 /x/key")]
    [InlineData("0644", Me, 0, false, "run chmod 600 /x/key")]
    [InlineData("0444", Me, 0, true, "on its read-only mount")]
    [InlineData("0440", 0, 0, false, "run chown 1000 /x/key")]
    [InlineData("0440", 0, 0, true, "a group of this process")]
    [InlineData("0444", 0, MyGroup, false, "run chown 1000 /x/key")]
    [InlineData("0444", 0, MyGroup, true, "Set X=any")]
    [InlineData("0660", 0, MyGroup, false, "run chown 1000 /x/key")]
    [InlineData("0600", 1001, 0, false, "belongs to user 1001")]
    [InlineData("0440", 1001, MyGroup, false, "belongs to user 1001")]
    public void Problem_SomebodyElseMayReadIt_SaysWhatMendsIt(string mode, uint owner, uint group, bool isReadOnly, string part) =>
        Assert.Contains(part, Problem(mode, owner, group, new(isReadOnly, false)), StringComparison.Ordinal);

    [Theory]
    [InlineData("0446", 0)]
    [InlineData("0664", 0)]
    [InlineData("4400", 1000)]
    [InlineData("0444", 1001)]
    public void Problem_OnAMountOfItsOwn_IsStillNoneOfAnothersAndNobodyElseMayWriteIt(string mode, uint owner) => Assert.NotNull(Problem(mode, owner, 0, new(true, true)));

    private static string? Problem(string mode, uint owner, uint group, FileMount mount) =>
        KeptFile.Problem(Convert.ToUInt32(mode, 8), owner, group, Me, [MyGroup, 2001], mount, "/x/key", "X=any");
}
